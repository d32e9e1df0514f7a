name = input()
age = int(input())
print(name, "will be", age + 1, ".")
