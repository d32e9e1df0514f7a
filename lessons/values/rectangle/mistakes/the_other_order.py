width = int(input())
height = int(input())
print(2 * (width + height))
print(width * height)
