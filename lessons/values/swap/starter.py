first = input()
second = input()

print(first)
print(second)
