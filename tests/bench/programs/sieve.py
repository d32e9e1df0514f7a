SIZE = 4000

is_prime = [True] * SIZE
is_prime[0] = is_prime[1] = False
n = 2
while n * n < SIZE:
    if is_prime[n]:
        for multiple in range(n * n, SIZE, n):
            is_prime[multiple] = False
    n += 1
print(sum(is_prime))
