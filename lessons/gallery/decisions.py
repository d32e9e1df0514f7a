def ticket_price(age, is_student):
    if age < 6:
        return 0
    elif age < 18 or is_student:
        return 7
    elif age >= 65:
        return 9
    else:
        return 14


visitors = [
    ("Mia", 4, False),
    ("Noah", 16, False),
    ("Olga", 24, True),
    ("Pete", 40, False),
    ("Rosa", 70, False),
]

income = 0
for name, age, is_student in visitors:
    price = ticket_price(age, is_student)
    kind = "free" if price == 0 else f"{price} euros"
    print(f"{name}, {age}: {kind}")
    income += price

print("Taken today:", income)
