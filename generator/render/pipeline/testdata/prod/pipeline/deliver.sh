#!/usr/bin/env bash
# Delivers a cluster on ECS in steps, and goes back when one of them fails:
#   remember  what runs now
#   push      a release into Parameter Store; nothing that runs is touched
#   change    the stack by a change set, or task definitions and services, the coordinator's first
#   steady    waits until the services run what was delivered
#   smoke     asks one query, from a task of its own in the cluster's network
#   back      to what ran before, where change had begun
#   all       every step, for hands; a pipeline takes them one by one
# Needs the AWS CLI and jq. The variables are those of the cluster's buildspec; steps tell each other in $STATE.
set -euo pipefail
export AWS_PAGER=''
: "${OUT:?}" "${CLUSTER:?}" "${ECS_CLUSTER:?}" "${STACK:?}" "${RELEASES:?}" "${LOG_GROUP:?}" "${ARTIFACTS:?}" "${TEMPLATES:?}" "${SMOKE_USER:?}" "${SMOKE_QUERY:?}"
state=${STATE:-.delivery} weir=${WEIR:-./weir} owner=${OWNER:-${USER:-somebody}@$HOSTNAME} here=$(dirname "$0")
run=${CODEBUILD_BUILD_NUMBER:-$(date +%s)} # change sets need names of their own
die() { echo "deliver: $*" >&2; exit 1; }
say() { echo "deliver: $*"; }

stacked() { [ -f "$OUT/ecs/stack.yaml" ]; }
ran_before() { [ -s "$state/before" ]; }

# status is the stack's, or NONE.
status() {
  local said
  if said=$(aws cloudformation describe-stacks --stack-name "$STACK" --query 'Stacks[0].StackStatus' --output text 2>&1); then
    echo "$said"
    return
  fi
  case $said in *'does not exist'*) echo NONE ;; *) die "$said" ;; esac
}

service() { # a role's service, by a query
  aws ecs describe-services --cluster "$ECS_CLUSTER" --services "$CLUSTER-$1" --query "$2" --output "${3:-text}"
}

remember() {
  rm -rf "$state"
  mkdir -p "$state"
  if stacked; then remember_stack; else remember_services; fi
  if ran_before; then say "release $(cat "$state/before") runs"; else say 'nothing runs yet'; fi
}

remember_stack() {
  local now
  now=$(status)
  case $now in
    NONE | REVIEW_IN_PROGRESS) ;;
    CREATE_COMPLETE | UPDATE_COMPLETE | UPDATE_ROLLBACK_COMPLETE)
      aws cloudformation get-template --stack-name "$STACK" --template-stage Original --query TemplateBody --output text >"$state/before.yaml"
      aws cloudformation describe-stacks --stack-name "$STACK" \
        --query "Stacks[0].Parameters[?ParameterKey=='Release'].ParameterValue" --output text >"$state/before"
      ;;
    ROLLBACK_COMPLETE) die "stack $STACK could not be made the last time, and takes no change: aws cloudformation delete-stack --stack-name $STACK" ;;
    *) die "stack $STACK is in $now: see to it first" ;;
  esac
}

remember_services() {
  local role definition
  for role in coordinator worker; do
    definition=$(service "$role" "services[?status=='ACTIVE'].taskDefinition | [0]")
    [ "$definition" != None ] || continue
    echo "$definition" >"$state/$role.before"
    aws ecs describe-task-definition --task-definition "$definition" --include TAGS --output json >"$state/$role.running.json"
    jq -r '.taskDefinition.containerDefinitions[] | select(.name == "config") | .environment[] | select(.name == "RELEASE").value' \
      "$state/$role.running.json" | sed -n 's/.*:\([0-9][0-9]*\)$/\1/p' >"$state/before"
  done
}

push() {
  local live=()
  if ran_before; then live=(--live "$(cat "$state/before")"); fi
  "$weir" ssm push "$OUT" --yes --owner "$owner" "${live[@]}" >"$state/release"
  say "release $(cat "$state/release")"
}

change() {
  local release
  release=$(cat "$state/release")
  if stacked; then
    change_stack "$OUT/ecs/stack.yaml" "$release" "release-$release-$run"
  else
    change_services "$release"
  fi
}

change_stack() { # template, release, name of the change set
  local key=weir/$STACK/$3.yaml kind=update set=(--stack-name "$STACK" --change-set-name "$3") reason
  case $(status) in NONE | REVIEW_IN_PROGRESS) kind=create ;; esac
  aws s3 cp --only-show-errors "$1" "s3://$ARTIFACTS/$key" # a body of its own may have 51,200 bytes only
  aws cloudformation create-change-set "${set[@]}" --change-set-type "${kind^^}" --template-url "$TEMPLATES/$key" \
    --parameters "ParameterKey=Release,ParameterValue=$2" >/dev/null
  if ! aws cloudformation wait change-set-create-complete "${set[@]}" 2>"$state/wait"; then
    reason=$(aws cloudformation describe-change-set "${set[@]}" --query StatusReason --output text)
    aws cloudformation delete-change-set "${set[@]}" >/dev/null
    case $reason in
      *"didn't contain changes"* | *'No updates are to be performed'*) say "stack $STACK is as declared"; return ;;
      *) die "change set of $STACK: $reason $(cat "$state/wait")" ;;
    esac
  fi
  say "stack $STACK, release $2:"
  aws cloudformation describe-change-set "${set[@]}" --query 'Changes[].ResourceChange.[Action,LogicalResourceId,Replacement]' --output text
  touch "$state/began"
  aws cloudformation execute-change-set "${set[@]}"
  if ! aws cloudformation wait "stack-$kind-complete" --stack-name "$STACK"; then
    aws cloudformation describe-stack-events --stack-name "$STACK" --max-items 200 --output text \
      --query "StackEvents[?contains(ResourceStatus, 'FAILED')].[LogicalResourceId,ResourceStatusReason]" >&2 || true
    die "stack $STACK did not take the change: it is in $(status)"
  fi
}

change_services() { # release
  local role file kind
  for file in "$OUT"/ecs/*.json; do known "$file"; done
  for file in "$OUT"/ecs/*log-group.json; do make_logs "$file"; done
  for role in coordinator worker; do # workers look for their coordinator through Service Connect, which must know it first
    change_role "$role" "$1"
    stable "$role"
  done
  for kind in scalable-target scaling-policy scheduled-action alarm; do
    for file in "$OUT"/ecs/*."$kind".json; do
      if [ -e "$file" ]; then scale "$kind" "$file"; fi
    done
  done
}

# known stops before anything is made of files that this script does not know the calls of.
known() {
  case ${1##*/} in
    *.task-definition.json | *.service.json | *log-group.json | *log-group.retention.json) ;;
    *.scalable-target.json | *.scaling-policy.json | *.scheduled-action.json | *.alarm.json) ;;
    *) die "no call is known for $1" ;;
  esac
}

make_logs() { # the input that makes a log group; beside it is the one that says how long it keeps what it has
  local said
  if ! said=$(aws logs create-log-group --cli-input-json "file://$1" 2>&1); then
    case $said in *ResourceAlreadyExistsException*) ;; *) die "${1##*/}: $said" ;; esac
  fi
  aws logs put-retention-policy --cli-input-json "file://${1%.json}.retention.json"
}

scale() { # kind, file: what follows load and clock
  local input=$state/${2##*/} found
  case $1 in
    scalable-target)
      # Tags are for a target that is made, and none that is there (Application Auto Scaling API, RegisterScalableTarget).
      found=$(aws application-autoscaling describe-scalable-targets --service-namespace ecs --resource-ids "$(jq -r .ResourceId "$2")" --query 'length(ScalableTargets)' --output text)
      jq --argjson found "$found" 'if $found > 0 then del(.Tags) else . end' "$2" >"$input"
      aws application-autoscaling register-scalable-target --cli-input-json "file://$input" >/dev/null
      ;;
    scaling-policy) aws application-autoscaling put-scaling-policy --cli-input-json "file://$2" --query PolicyARN --output text >"$state/$(jq -r .PolicyName "$2").policy" ;;
    scheduled-action) aws application-autoscaling put-scheduled-action --cli-input-json "file://$2" ;;
    alarm) # it names the policy that it sets off
      jq --rawfile policy "$state/$(jq -r '.AlarmActions[0]' "$2").policy" '.AlarmActions = [$policy | rtrimstr("\n")]' "$2" >"$input"
      aws cloudwatch put-metric-alarm --cli-input-json "file://$input"
      ;;
  esac
  say "${2##*/}"
}

change_role() { # role, release
  local declared=$OUT/ecs/$1 made=$state/$1 sum arn
  sed "s|\"$RELEASES\"|\"$RELEASES:$2\"|" "$declared.task-definition.json" >"$made.pinned.json"
  grep -qF "\"$RELEASES:$2\"" "$made.pinned.json" || die "$declared.task-definition.json names no release $RELEASES"
  sum=$(cat "$made.pinned.json" "$declared.service.json" | sha256sum | cut -c 1-64)
  if [ -s "$made.running.json" ] && [ "$sum" = "$(jq -r '.tags[]? | select(.key == "weir:sum").value' "$made.running.json")" ]; then
    cp "$made.before" "$made.after"
    say "$1 is as declared"
    return
  fi
  jq --arg sum "$sum" '.tags += [{key: "weir:sum", value: $sum}]' "$made.pinned.json" >"$made.definition.json"
  arn=$(aws ecs register-task-definition --cli-input-json "file://$made.definition.json" --query taskDefinition.taskDefinitionArn --output text)
  echo "$arn" >"$made.after"
  touch "$state/began"
  if [ -s "$made.before" ]; then
    # A service's tags and its name stay, and how many workers there are is the load's to say.
    jq --arg arn "$arn" --arg role "$1" '{service: .serviceName} + del(.serviceName, .tags) + {taskDefinition: $arn}
      | if $role == "worker" then del(.desiredCount) else . end' "$declared.service.json" >"$made.update.json"
    aws ecs update-service --cli-input-json "file://$made.update.json" >/dev/null
  else
    jq --arg arn "$arn" '.taskDefinition = $arn' "$declared.service.json" >"$made.create.json"
    aws ecs create-service --cli-input-json "file://$made.create.json" >/dev/null
  fi
  say "$1: ${arn##*/}"
}

# stable waits for a role's service: each try is ten minutes of the AWS CLI's.
stable() {
  local try
  for try in 1 2 3; do
    if aws ecs wait services-stable --cluster "$ECS_CLUSTER" --services "$CLUSTER-$1" 2>"$state/wait"; then return; fi
    say "$1 is not steady yet ($try of 3)"
  done
  service "$1" 'services[0].events[:5].message' >&2 || true
  die "service $CLUSTER-$1 does not become steady: $(cat "$state/wait")"
}

steady() {
  local role count runs
  for role in coordinator worker; do
    stable "$role"
    read -r count runs <<<"$(service "$role" 'services[0].[runningCount, taskDefinition]')"
    if [ -s "$state/$role.after" ] && [ "$runs" != "$(cat "$state/$role.after")" ]; then
      die "$role runs ${runs##*/}: ECS took the deployment back"
    fi
    say "$role: $count running, ${runs##*/}"
  done
}

# smoke runs smoke.sh in a task of the coordinator's definition, at its address: an alias of Service Connect is known to services only.
smoke() {
  local coordinator address task code
  coordinator=$(aws ecs list-tasks --cluster "$ECS_CLUSTER" --service-name "$CLUSTER-coordinator" --desired-status RUNNING --query 'taskArns[0]' --output text)
  address=$(aws ecs describe-tasks --cluster "$ECS_CLUSTER" --tasks "$coordinator" --output text \
    --query "tasks[0].attachments[].details[] | [?name=='privateIPv4Address'].value | [0]")
  case $address in '' | None) die "the coordinator's task $coordinator has no address" ;; esac
  service coordinator 'services[0]' json | jq --rawfile script "$here/smoke.sh" --arg cluster "$ECS_CLUSTER" --arg server "http://$address:8080" \
    --arg user "$SMOKE_USER" --arg query "$SMOKE_QUERY" --arg login "${LOGIN:-no}" '
    {cluster: $cluster, taskDefinition, networkConfiguration, capacityProviderStrategy, launchType, platformVersion, startedBy: "weir-smoke", overrides: {
      cpu: "1024", memory: "2048", containerOverrides: [{name: "trino", command: ["/bin/bash", "-c", $script], environment: [
        {name: "SERVER", value: $server}, {name: "SMOKE_USER", value: $user}, {name: "SMOKE_QUERY", value: $query}, {name: "LOGIN", value: $login}]}]}}
    | if (.capacityProviderStrategy // []) == [] then del(.capacityProviderStrategy) else del(.launchType) end
    | with_entries(select(.value != null))' >"$state/smoke.json"
  task=$(aws ecs run-task --cli-input-json "file://$state/smoke.json" --query 'tasks[0].taskArn || failures[0].reason' --output text)
  case $task in arn:*) ;; *) die "no task for the query: $task" ;; esac
  set -- --cluster "$ECS_CLUSTER" --tasks "$task"
  aws ecs wait tasks-stopped "$@" 2>/dev/null || aws ecs wait tasks-stopped "$@" # ten minutes each
  aws logs get-log-events --log-group-name "$LOG_GROUP" --log-stream-name "coordinator/trino/${task##*/}" --query 'events[].message' --output text |
    tr '\t' '\n' || say "its log is in $LOG_GROUP"
  code=$(aws ecs describe-tasks --cluster "$ECS_CLUSTER" --tasks "$task" --query "tasks[0].containers[?name=='trino'].exitCode | [0]" --output text)
  [ "$code" = 0 ] || die "the query found no answer (exit code $code): $(aws ecs describe-tasks --cluster "$ECS_CLUSTER" --tasks "$task" --query 'tasks[0].stoppedReason' --output text)"
}

back() {
  [ -e "$state/began" ] || { say 'nothing was changed, so there is nothing to take back'; return; }
  if stacked && ran_before; then back_stack; return; fi
  if [ -s "$state/coordinator.before" ]; then back_services; return; fi
  die "this was the first delivery: nothing ran before it. Mend what failed and deliver again"
}

back_stack() {
  local now release
  release=$(cat "$state/before")
  now=$(status)
  case $now in
    UPDATE_ROLLBACK_COMPLETE) say "CloudFormation went back by itself: release $release runs"; return ;;
    UPDATE_COMPLETE) ;;
    *) die "stack $STACK is in $now: see to it, release $release is to run" ;;
  esac
  "$weir" ssm rollback "$OUT" --to "$release" >/dev/null
  change_stack "$state/before.yaml" "$release" "back-to-$release-$run"
  say "release $release runs again"
}

back_services() {
  local role
  for role in coordinator worker; do
    if [ ! -s "$state/$role.before" ] || [ ! -s "$state/$role.after" ]; then continue; fi
    aws ecs update-service --cluster "$ECS_CLUSTER" --service "$CLUSTER-$role" --task-definition "$(cat "$state/$role.before")" >/dev/null
    stable "$role"
  done
  if ran_before; then say "release $(cat "$state/before") runs again"; else say 'what ran before runs again'; fi
}

all() {
  local step
  for step in remember push change steady smoke; do
    bash "$0" "$step" || { bash "$0" back; exit 1; }
  done
}

case ${1:-} in
  remember | push | change | steady | smoke | back | all) "$1" ;;
  *) die "say what: remember, push, change, steady, smoke, back or all" ;;
esac
