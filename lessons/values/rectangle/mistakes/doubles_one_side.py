width = int(input())
height = int(input())
print(width * height)
print(2 * width + height)
