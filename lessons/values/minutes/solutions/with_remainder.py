minutes = int(input())
hours = minutes // 60
left = minutes % 60
print(hours, "h", left, "min")
