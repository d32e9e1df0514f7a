from dataclasses import dataclass, field
from enum import Enum


class Status(Enum):
    OPEN = "open"
    DONE = "done"


@dataclass
class Task:
    title: str
    status: Status = Status.OPEN
    tags: list[str] = field(default_factory=list)

    def finish(self):
        self.status = Status.DONE


tasks = [Task("Buy flour"), Task("Bake bread", tags=["kitchen"])]
tasks[0].tags.append("shop")
tasks[0].finish()

for task in tasks:
    print(task)

left = [task for task in tasks if task.status is Status.OPEN]
print(len(left), "to do:", left[0].title)
print("equal, as all their fields are:", Task("Rest") == Task("Rest"))
