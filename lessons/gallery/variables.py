price = 12.50
amount = 3
total = price * amount
print("Three books cost", total)

# A name can get a new value; the old one is forgotten.
price = 10.00
print("The total does not know that:", total)

total = price * amount
print("Now it does:", total)

# Swap two names without a third.
left = "tea"
right = "coffee"
left, right = right, left
print("left:", left)
print("right:", right)

discount = total >= 30
print("Discount?", discount)
