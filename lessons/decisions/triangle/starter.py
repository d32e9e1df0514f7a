first = int(input())
second = int(input())
third = int(input())
