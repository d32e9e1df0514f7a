width = int(input())
height = int(input())
print(width * height)
print(width + height)
