first = int(input())
second = int(input())
third = int(input())
longest = max(first, second, third)
others = first + second + third - longest
if longest >= others:
    print("no triangle")
elif first == second == third:
    print("three equal sides")
elif first == second or second == third or first == third:
    print("two equal sides")
else:
    print("triangle")
