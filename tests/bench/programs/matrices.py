SIZE = 18

a = [[r + c for c in range(SIZE)] for r in range(SIZE)]
b = [[r - c for c in range(SIZE)] for r in range(SIZE)]
product = [[0] * SIZE for _ in range(SIZE)]
for r in range(SIZE):
    for c in range(SIZE):
        total = 0
        for k in range(SIZE):
            total += a[r][k] * b[k][c]
        product[r][c] = total
print(product[0][0], product[-1][-1])
