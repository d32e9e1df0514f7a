width = int(input())
height = int(input())
area = width * height
around = width + height + width + height
print(area)
print(around)
