def count_up(start, stop):
    print("  (starting)")
    number = start
    while number <= stop:
        yield number
        number += 1
    print("  (finished)")


def even(numbers):
    for number in numbers:
        if number % 2 == 0:
            yield number


def running_total():
    total = 0
    while True:
        amount = yield total
        total += amount


for number in even(count_up(1, 4)):
    print("got", number)

account = running_total()
next(account)
print("balance:", account.send(50))
print("balance:", account.send(-20))
account.close()
