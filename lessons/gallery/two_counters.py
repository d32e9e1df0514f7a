def make_counter(step):
    count = 0

    def advance():
        nonlocal count
        count += step
        return count

    return advance


ones = make_counter(1)
tens = make_counter(10)

print(ones())
print(ones())
print(tens())
print(ones())
print(tens())

same = ones
print("same counter, another name:", same())
