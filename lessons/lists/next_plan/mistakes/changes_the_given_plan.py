def next_plan(plan, day, task):
    plan[day].append(task)
    plan.append([])
    return plan
