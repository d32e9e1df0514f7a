SECRET = 37


def ask_number(question):
    while True:
        answer = input(question)
        if answer.isdigit():
            return int(answer)
        print("That is not a whole number.")


def play(secret):
    tries = 0
    while True:
        guess = ask_number("Your guess: ")
        tries += 1
        if guess < secret:
            print("Too small.")
        elif guess > secret:
            print("Too large.")
        else:
            return tries


print("I think of a number between 1 and 100.")
tries = play(SECRET)
print("Found it in", tries, "tries.")
if tries <= 5:
    print("Well guessed.")
