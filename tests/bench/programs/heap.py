from time import perf_counter

SIZE = 1000
LOOPS = 1000

cells = list(map(list, zip(range(1000, 1000 + SIZE // 2))))
started = perf_counter()
for n in range(LOOPS):
    cells[n % len(cells)][0] = n
print(perf_counter() - started)
