age = int(input())
if age < 6:
    print(0)
if age < 18:
    print(5)
if age < 65:
    print(9)
else:
    print(6)
