def merge(first, second):
    return first + second
