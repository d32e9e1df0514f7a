def is_prime(number):
    if number < 2:
        return False
    for divisor in range(2, number):
        if number % divisor == 0:
            return False
        else:
            return True
    return True


def primes_up_to(limit):
    result = []
    for candidate in range(2, limit + 1):
        if is_prime(candidate):
            result.append(candidate)
    return result
