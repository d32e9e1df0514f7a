class EmptyShelf(Exception):
    pass


STOCK = {"apple": 4, "lemon": 0}


def take(fruit, text):
    count = int(text)
    if STOCK[fruit] == 0:
        raise EmptyShelf(fruit)
    STOCK[fruit] -= count
    return count


def order(fruit, text):
    try:
        count = take(fruit, text)
    except ValueError as error:
        print("  not a number:", error)
    except KeyError as error:
        print("  we do not sell", error)
    except EmptyShelf as error:
        raise RuntimeError("no delivery today") from error
    else:
        print("  sold", count)
    finally:
        print("  next, please")


for fruit, text in [("apple", "3"), ("apple", "two"), ("fig", "1")]:
    print(fruit, text)
    order(fruit, text)

try:
    order("lemon", "1")
except RuntimeError as error:
    print(f"{error}, because of {error.__cause__!r}")
