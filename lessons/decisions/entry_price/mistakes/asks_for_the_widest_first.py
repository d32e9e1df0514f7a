age = int(input())
if age < 65:
    print(9)
elif age < 18:
    print(5)
elif age < 6:
    print(0)
else:
    print(6)
