def is_prime(number):
    for divisor in range(2, number):
        if number % divisor == 0:
            return False
    return True


def primes_up_to(limit):
    result = []
    for candidate in range(limit + 1):
        if is_prime(candidate):
            result.append(candidate)
    return result
