class Money:
    def __init__(self, euros, cents=0):
        self.cents = euros * 100 + cents

    def __add__(self, other):
        return Money(0, self.cents + other.cents)

    def __mul__(self, factor):
        return Money(0, self.cents * factor)

    def __eq__(self, other):
        return self.cents == other.cents

    def __lt__(self, other):
        return self.cents < other.cents

    def __str__(self):
        return f"{self.cents // 100}.{self.cents % 100:02} EUR"


coffee = Money(2, 80)
cake = Money(3, 50)
order = coffee * 2 + cake
print("to pay:", order)
print("less than 10 euros:", order < Money(10))
print("dearest:", max(coffee, cake))
print("equal:", Money(1) == Money(0, 100))
