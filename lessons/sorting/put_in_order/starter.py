def put_in_order(numbers, number):
    numbers.append(number)
