SIZE = 600


def make_counter():
    count = 0

    def add(amount):
        nonlocal count
        count += amount
        return count

    return add


def numbers(end):
    n = 0
    while n < end:
        yield n
        n += 1


def evens(source):
    for n in source:
        if n % 2 == 0:
            yield n


total = make_counter()
for n in evens(numbers(SIZE)):
    total(n)
squares = [make_counter() for _ in range(20)]
for n in range(SIZE):
    squares[n % 20](n * n)
print(total(0), squares[0](0))
