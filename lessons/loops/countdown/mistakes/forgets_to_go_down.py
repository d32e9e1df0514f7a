start = int(input())
for number in range(start, 0):
    print(number)
print("Go")
