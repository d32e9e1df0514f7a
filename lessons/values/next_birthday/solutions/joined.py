name = input()
age = int(input()) + 1
print(name + " will be " + str(age) + ".")
