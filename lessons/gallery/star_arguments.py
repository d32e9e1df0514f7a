def average(*numbers):
    return sum(numbers) / len(numbers)


def label(text, *parts, sep=" ", **details):
    line = sep.join([text, *parts])
    for key, value in details.items():
        line += f" [{key}: {value}]"
    return line


print(average(4))
print(average(4, 8, 9))

week = [18, 21, 24]
print(average(*week))

print(label("Soup"))
print(label("Soup", "of", "the", "day", price=5))

style = {"sep": "-", "price": 7}
print(label("Fish", "chips", **style))

first, *middle, last = "north east south west".split()
print(first, middle, last)
