minutes = int(input())
hours = minutes // 60
left = minutes - hours * 60
print(f"{hours} h {left} min")
