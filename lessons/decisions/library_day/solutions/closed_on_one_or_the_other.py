day = input()
if day == "Sun" or day == "Mon":
    print("closed")
else:
    print("open")
