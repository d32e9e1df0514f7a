class Countdown:
    def __init__(self, start):
        self.start = start

    def __iter__(self):
        return CountdownIterator(self.start)


class CountdownIterator:
    def __init__(self, number):
        self.number = number

    def __iter__(self):
        return self

    def __next__(self):
        if self.number == 0:
            raise StopIteration
        self.number -= 1
        return self.number + 1


launch = Countdown(3)
for number in launch:
    print(number)
print("lift-off")

# Every loop asks for an iterator of its own.
for left in launch:
    for right in launch:
        if left < right:
            print(left, right)
