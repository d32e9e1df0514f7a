first = int(input())
second = int(input())
third = int(input())
if first >= second + third or second >= first + third or third >= first + second:
    print("no triangle")
elif first == second and second == third:
    print("three equal sides")
elif first == second or second == third or first == third:
    print("two equal sides")
else:
    print("triangle")
