"""Which of CPython's test modules are compared, and what is known to differ, each with its reason."""

# Compared by `make test`, natively: quick ones that between them walk through the language's core.
QUICK = tuple(
    """
    test_augassign test_bool test_compare test_contains test_decorators test_dictcomps test_exceptions test_generators
    test_genexps test_global test_iter test_property test_raise test_scope test_setcomps test_sort test_super test_tuple
    test_unpack test_weakref test_with test_yield_from
    """.split()
)
QUICK_STEPS = 120  # a test of more is left out; see tally

# … and inside Pyodide, whose every run is an interpreter of its own. (test_class is not among them: its endless recursions
# crash Pyodide in a plain run already.)
PYODIDE = ("test_generators", "test_property", "test_raise", "test_scope")
PYODIDE_STEPS = 60

# Compared by `make conformance` as well.
MORE = tuple(
    """
    test_abc test_array test_asyncgen test_atexit test_baseexception test_binop test_bisect test_builtin test_bytes
    test_call test_class test_code test_codeop test_collections test_compile test_complex test_context test_contextlib
    test_contextlib_async test_copy test_copyreg test_coroutines test_dataclasses test_defaultdict test_deque test_descr
    test_dict test_difflib test_dis test_dynamic test_dynamicclassattribute test_enum test_enumerate test_except_star
    test_exception_group test_exception_hierarchy test_exception_variations test_extcall test_finalization test_float
    test_format test_fractions test_frame test_fstring test_funcattrs test_functools test_gc test_grammar test_hash
    test_heapq test_index test_int test_isinstance test_itertools test_keywordonlyarg test_list test_listcomps test_long
    test_math test_metaclass test_named_expressions test_numeric_tower test_opcodes test_operator test_ordered_dict
    test_patma test_positional_only_arg test_pow test_pprint test_print test_queue test_random test_range test_re
    test_reprlib test_richcmp test_sched test_set test_slice test_str test_string test_string_literals test_structseq
    test_subclassinit test_symtable test_syntax test_sys test_sys_setprofile test_sys_settrace test_textwrap
    test_threading_local test_traceback test_type_params test_typechecks test_types test_typing test_unary
    test_univnewlines test_unpack_ex test_userdict test_userlist test_userstring test_utf8source test_warnings
    test_weakset
    """.split()
)
MORE_STEPS = 300

INSTRUMENTED = "the module shows the instructions as they run, and those that are listened to have names of their own"
HELD_CODE = "the recorder keeps code that the program gave to exec until the recording ends, so that its address stays its own"
HELD_CLASS = "the class of objects that died in a cycle lives until the recorder sweeps"
OWN_GARBAGE = "the recorder's own objects are among those that the collector counts"

# (module, test): why it may differ. The test "stderr" is what the whole module writes there.
DIFFERENT = {
    (
        "test_builtin",
        "PtyTests.test_input_no_stdout_fileno",
    ): "the program's streams are the recording's, and have no file number",
    ("test_code", "CoExtra.test_free_called"): HELD_CODE,
    ("test_code", "CoExtra.test_free_different_thread"): HELD_CODE,
    ("test_code", "CodeWeakRefTest.test_basic"): HELD_CODE,
    ("test_code", "stderr"): "code that is let go after the end calls back into the program, which then runs no more",
    ("test_contextlib_async", "stderr"): "asyncio names what took longer than a tenth of a second",
    ("test_gc", "GCTests.test_function"): OWN_GARBAGE,
    ("test_gc", "GCTests.test_get_count"): OWN_GARBAGE,
    ("test_gc", "GCTests.test_newinstance"): HELD_CLASS,
    (
        "test_generators",
        "SignalAndYieldFromTest.test_raise_and_yield_from",
    ): "Python looks for signals while the recorder works, one frame earlier than this test wants it",
    (
        "test_sys",
        "SysModuleTest.test_setrecursionlimit_to_depth",
    ): "the test asks C for the depth, which counts the recorder's frames",
    (
        "test_sys_setprofile",
        "TestEdgeCases.test_method_with_c_function",
    ): "where another tool hears calls, sys.setprofile hears the return of its own call too",
    ("test_weakref", "ReferencesTestCase.test_callback_in_cycle_resurrection"): HELD_CLASS,
}
ADAPTIVE = ("binary_specialize", "call_specialize", "load_attr_specialize", "loop_quicken", "super_instructions")
DIFFERENT |= {("test_dis", f"{cls}.test_{name}"): INSTRUMENTED for cls in ("DisTests", "DisWithFileTests") for name in ADAPTIVE}


def reason_for(module: str, test: str) -> str:
    """Why `test` of `module` may differ; "" where it may not."""
    return DIFFERENT.get((module, test), "")
