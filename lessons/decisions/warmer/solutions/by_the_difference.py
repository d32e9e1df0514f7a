yesterday = int(input())
today = int(input())
difference = today - yesterday
if difference == 0:
    print("the same")
elif difference > 0:
    print("warmer")
else:
    print("colder")
