def is_prime(number):
    return True


def primes_up_to(limit):
    return []
