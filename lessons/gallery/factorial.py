def factorial(n):
    if n <= 1:
        return 1
    smaller = factorial(n - 1)
    return n * smaller


def factorial_with_a_loop(n):
    product = 1
    for factor in range(2, n + 1):
        product *= factor
    return product


print("5! =", factorial(5))
print("again, with a loop:", factorial_with_a_loop(5))
print("both agree:", factorial(3) == factorial_with_a_loop(3))
