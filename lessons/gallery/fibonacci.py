calls = 0


def fib(n):
    global calls
    calls += 1
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)


known = {0: 0, 1: 1}


def quick_fib(n):
    global calls
    calls += 1
    if n not in known:
        known[n] = quick_fib(n - 1) + quick_fib(n - 2)
    return known[n]


print("fib(6) =", fib(6))
print("calls without memory:", calls)

calls = 0
print("fib(6) =", quick_fib(6))
print("calls with memory:", calls)
