height = int(input())
with_adult = input()
