yesterday = int(input())
today = int(input())
if today > yesterday:
    print("warmer")
elif today < yesterday:
    print("colder")
else:
    print("the same")
