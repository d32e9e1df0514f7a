minutes = int(input())
hours = minutes // 100
left = minutes % 100
print(hours, "h", left, "min")
