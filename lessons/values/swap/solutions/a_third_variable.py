first = input()
second = input()
kept = first
first = second
second = kept
print(first)
print(second)
