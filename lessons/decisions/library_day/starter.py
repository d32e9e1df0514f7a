day = input()
