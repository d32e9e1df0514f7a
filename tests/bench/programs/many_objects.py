SIZE = 50000

rows = [list(map(list, zip(range(start, start + 5000)))) for start in range(1000, 1000 + SIZE // 2, 5000)]
print(len(rows))
