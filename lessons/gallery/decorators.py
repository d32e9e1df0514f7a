from functools import wraps


def counted(function):
    @wraps(function)
    def wrapper(*args):
        wrapper.calls += 1
        return function(*args)

    wrapper.calls = 0
    return wrapper


def remembered(function):
    answers = {}

    @wraps(function)
    def wrapper(*args):
        if args not in answers:
            answers[args] = function(*args)
        return answers[args]

    return wrapper


@remembered
@counted
def paths(right, down):
    """How many ways lead through a grid of streets."""
    if right == 0 or down == 0:
        return 1
    return paths(right - 1, down) + paths(right, down - 1)


print("ways through 3 by 3 blocks:", paths(3, 3))
print("the name is kept:", paths.__name__)
print("really computed:", paths.__wrapped__.calls)
