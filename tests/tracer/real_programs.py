"""Real programs for the recorder: pure-Python modules of the standard library, each with a few lines that use it.

The text of a module is read when the tests run and becomes the learner's program, so that every line of it is recorded. `without`: patterns that are cut
out first, so that the module's own Python runs and not the C code that replaces it.
"""

import importlib.util
import re
from pathlib import Path
from typing import NamedTuple

ACCELERATOR = r"try:\n    from _\w+ import (?:\([^)]*\)|[^\n]*)\nexcept ImportError:\n    (?:pass|\w+ = None)\n"


class RealProgram(NamedTuple):
    """`use` is appended to the module's text; `inputs`: what a person types."""

    module: str
    use: str = ""
    without: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()

    def source(self) -> str:
        """The whole program."""
        spec = importlib.util.find_spec(self.module)
        assert spec and spec.origin
        text = Path(spec.origin).read_text(encoding="utf-8")
        for pattern in self.without:
            text, count = re.subn(pattern, "", text)
            assert count, f"{self.module} has no {pattern!r} any more"
        return f"{text}\n{self.use}"


REAL_PROGRAMS = [
    RealProgram("heapq", without=(ACCELERATOR,)),  # its last lines run its own doctests
    RealProgram("this"),
    RealProgram(
        "bisect",
        "xs = []\nfor n in (5, 1, 9, 3, 5, 7):\n    insort(xs, n)\nprint(xs, bisect(xs, 5), bisect_left(xs, 5))\n"
        "print(bisect('aBcD', 'b', key=str.lower))\n",
        without=(ACCELERATOR,),
    ),
    RealProgram(
        "textwrap",
        "print(fill('the quick brown fox jumped over the lazy dog-house, well-known', 20))\n"
        "print(dedent('   a\\n     b\\n   c'), shorten('Hello big world', 10))\nprint(indent('a\\n\\nb', '> '))\n",
    ),
    RealProgram(
        "string",
        "print(Template('$who likes ${what} $$5').substitute(who='tim', what='kung pao'), capwords('hello  world'))\n"
        "try:\n    Template('$x ${').substitute(x=1)\nexcept ValueError as error:\n    print(error)\n"
        "print(Formatter().format('{0!r:>10} {a[1]} {b.real:.2f}', 'x', a=[1, 2], b=3j))\n",
    ),
    RealProgram(
        "fractions",
        "print(Fraction(3, 4) + Fraction('1/3'), Fraction(0.1).limit_denominator(), f'{Fraction(22, 7):.5f}')\n"
        "print(sum(Fraction(1, n) for n in range(1, 8)), sorted([Fraction(1, 2), Fraction(1, 3)]), Fraction(2) ** -3)\n",
    ),
    RealProgram(
        "statistics",
        "print(mean([1, 2, 3.5]), median([5, 1, 4]), mode('aab'), stdev([1, 2, 3, 4.5]), quantiles([1, 2, 3, 4, 5]))\n"
        "print(linear_regression([1, 2, 3], [2, 4, 6.1]), NormalDist(0, 1).cdf(1.2))\nmean([])\n",
        without=(ACCELERATOR,),
    ),
    RealProgram(
        "difflib",
        "print('\\n'.join(unified_diff('a b c d'.split(), 'a x c e d'.split(), lineterm='')))\n"
        "print(get_close_matches('appel', ['ape', 'apple', 'peach']))\n"
        "print(''.join(ndiff('one\\ntwo\\n'.splitlines(1), 'ore\\ntree\\n'.splitlines(1))))\n",
    ),
    RealProgram(
        "graphlib",
        "print([*TopologicalSorter({'d': {'c'}, 'c': {'a'}}).static_order()])\nTopologicalSorter({1: [2], 2: [1]}).prepare()\n",
    ),
    RealProgram(
        "colorsys", "for f in (rgb_to_hsv, rgb_to_hls, rgb_to_yiq):\n    print([round(v, 4) for v in f(0.2, 0.4, 0.6)])\n"
    ),
    RealProgram(
        "calendar", "print(TextCalendar().formatmonth(2024, 2), monthrange(2023, 2))\n", without=(r"(?s)if __name__ == .*",)
    ),
    RealProgram(
        "json.decoder",
        "scanstring = py_scanstring\ndecoder = JSONDecoder()\ndecoder.parse_string = py_scanstring\n"
        "decoder.scan_once = scanner.py_make_scanner(decoder)\n"
        'print(decoder.decode(\'{"a": [1, 2.5, null, "x\\\\u00e9"], "b": {"c": true}}\'))\n'
        "try:\n    decoder.decode('[1, }')\nexcept JSONDecodeError as error:\n    print(error)\n",
    ),
    RealProgram(
        "shlex", "print(split('a \"b c\" d\\\\ e'), quote('it is'))\nsplit('no \"end')\n", without=(r"(?s)if __name__ == .*",)
    ),
    RealProgram(
        "reprlib",
        "class Node:\n    @recursive_repr()\n    def __repr__(self):\n        return f'<{self.inside!r}>'\n"
        "node = Node()\nnode.inside = [node]\nprint(node, repr('x' * 99), repr([[[[[[[1]]]]]]]), repr(dict.fromkeys(range(9))))\n",
    ),
    RealProgram(
        "copy",
        "a = [1, [2], {'k': (3, [4])}]\na.append(a)\nb = deepcopy(a)\nprint(b[3] is b, b[1] is a[1], b[2], copy(a)[1] is a[1])\n"
        "class P:\n    def __init__(self):\n        self.parts = [1]\np = P()\nprint(deepcopy(p).parts is p.parts, copy(p).parts is p.parts)\n",
    ),
    RealProgram(
        "pprint",
        "pprint({'key': list(range(30)), 'other': {'deep': [('a', 1), {'x': None}]}}, width=40)\nprint(pformat(['long text ' * 9]))\n",
    ),
    RealProgram(
        "getopt",
        "print(getopt(['-a', '--with=x', 'rest'], 'ab:', ['with=']))\ngetopt(['-b'], 'ab:')\n",
        without=(r"(?s)if __name__ == .*",),
    ),
    RealProgram(
        "argparse",
        "parser = ArgumentParser(prog='greet')\nparser.add_argument('name')\nparser.add_argument('--times', type=int, default=1)\n"
        "print(parser.parse_args(['Ada', '--times', '2']))\nparser.print_help()\nparser.parse_args(['Ada', '--times', 'many'])\n",
    ),
    RealProgram(
        "cmd",
        "class Shop(Cmd):\n    prompt = '? '\n    def do_buy(self, what):\n        'buy WHAT'\n        print('bought', what)\n"
        "    def do_quit(self, _):\n        return True\nshop = Shop()\nshop.use_rawinput = False\nshop.cmdloop('Open')\n",
        inputs=("buy tea", "help", "help buy", "sell", "quit", "never read"),
    ),
    RealProgram(
        "dataclasses",
        "@dataclass(order=True)\nclass Item:\n    name: str\n    price: float = 1.5\n    tags: list = field(default_factory=list)\n"
        "a, b = Item('tea'), Item('cake', 3)\nprint(a, a < b, a == replace(b, name='tea', price=1.5), asdict(b))\n"
        "@dataclass(frozen=True, slots=True)\nclass Point:\n    x: int\np = Point(1)\np.x = 2\n",
    ),
    RealProgram(
        "contextlib",
        "@contextmanager\ndef tag(name):\n    print('<' + name)\n    try:\n        yield name\n    finally:\n        print('>' + name)\n"
        "with tag('a') as a, suppress(KeyError), tag('b'):\n    {}[a]\nwith ExitStack() as stack:\n    stack.enter_context(tag('c'))\n"
        "    stack.callback(print, 'called')\nwith tag('d'):\n    raise ValueError('d')\n",
    ),
    RealProgram(
        "_py_abc",
        "class Shape(metaclass=ABCMeta):\n    pass\nclass Square:\n    pass\nShape.register(Square)\n"
        "print(isinstance(Square(), Shape), issubclass(int, Shape))\n",
    ),
    RealProgram(
        "fnmatch",
        "print(fnmatch('data.txt', '*.t?t'), filter(['a.py', 'b.c'], '[ab].p*'), translate('*.[!x]'))\n",
    ),
    RealProgram(
        "base64",
        "print(b64encode(b'hello'), b32decode(b'NBSWY3DP'), a85encode(b'hello'), b85decode(b'Xk~0{Zv'))\nb32decode(b'1')\n",
        without=(r"(?s)if __name__ == .*",),
    ),
    RealProgram(
        "ipaddress",
        "net = ip_network('192.0.2.0/29')\nprint(list(net.hosts())[:3], ip_address('2001:db8::1').exploded, net.supernet())\nip_address('1.2.3')\n",
    ),
    RealProgram(
        "html.parser",
        "class P(HTMLParser):\n    def handle_starttag(self, tag, attrs):\n        print(tag, attrs)\n    def handle_data(self, data):\n        print(repr(data))\nP().feed('<p class=\"a\">Hi &amp; <b>you</b></p><!-- c -->')\n",
    ),
    RealProgram(
        "configparser",
        "parser = ConfigParser()\nparser.read_string('[a]\\nx = 1\\npath = %(x)s/b\\n[b]\\ny: two\\n  lines\\n')\n"
        "print(parser.sections(), parser['a']['path'], parser.getint('a', 'x'), parser['b']['y'])\nparser.get('a', 'z')\n",
    ),
    RealProgram(
        "sched",
        "s = scheduler(lambda: 0, lambda _: None)\nfor n in (3, 1, 2):\n    s.enter(n, 1, print, (n,))\nprint(len(s.queue), s.queue[0].time)\n",
    ),
    RealProgram(
        "collections",
        "Point = namedtuple('Point', 'x y', defaults=(0,))\nprint(Point(1), Point(1, 2)._replace(x=5))\n"
        "words = Counter('abracadabra')\nprint(words.most_common(2), words - Counter('aab'))\n"
        "chain = ChainMap({'a': 1}, {'a': 2, 'b': 3})\nprint(sorted(chain), chain['b'], UserString('x') * 3, UserList([1]) + [2])\n",
        without=(
            r"try:\n    from _collections import OrderedDict\nexcept ImportError:\n    # [^\n]*\n    pass\n",
            r"try: [^\n]*\n    from _collections import _count_elements\nexcept ImportError:\n    pass\n",
        ),
    ),
    RealProgram(
        "_pydatetime",
        "print(date(2024, 2, 29) + timedelta(days=366), datetime(2024, 1, 1, 12).isoformat(), time(1, 2).strftime('%H-%M'))\n"
        "print((date(2024, 3, 1) - date(2023, 3, 1)).days, timezone(timedelta(hours=-3)), date.fromisoformat('2024-W01-1'))\ndate(2023, 2, 29)\n",
    ),
    RealProgram(
        "_pydecimal",
        "print(Decimal('1.10') + Decimal(2), Decimal(2).sqrt(), Decimal('NaN'), Decimal('123.456').quantize(Decimal('0.1')))\n"
        "with localcontext() as context:\n    context.prec = 5\n    print(Decimal(1) / 3)\nDecimal(1) / 0\n",
    ),
]
