first = input()
second = input()
kept = first
print(first)
print(second)
