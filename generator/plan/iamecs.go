package plan

import (
	"strings"

	"weir.local/generator/aws/policy"
	"weir.local/generator/model"
	"weir.local/generator/source"
)

// execution is the role that ECS starts tasks with.
func (w grantee) execution() *model.IAMRole {
	r := w.role(model.IAMExecution, w.cluster.Home.ExecutionRole, strings.HasPrefix(w.env.Spec.Ecs.ExecutionRole, "arn:"), w.toStart)
	r.Trust = w.tasks()
	return r
}

func (w grantee) toStart(all *grants) {
	c := w.cluster
	if repository, ok := privateRepository(c.Image.Repository.Value); ok {
		image := model.Need{Thing: "cluster " + c.Name + ": image", Origin: c.Image.Repository.Origin}
		all.give(logInToRegistry, image, []string{"*"})
		all.give(pullImages, image, []string{arnIn(w.env.Spec, "ecr", repository.region, repository.account, "repository/"+repository.name)})
	}
	w.secrets(all)
	logs := model.Need{Thing: "cluster " + c.Name + ": logs", Origin: c.Home.LogGroup.Origin}
	all.give(writeLogs, logs, []string{w.arn("logs", "log-group:"+c.Home.LogGroup.Value+":*")})
}

// secrets are what the task definition names, and the key that they are encrypted with. Without a key of the environment's own
// they are encrypted with AWS's, which needs no permission.
func (w grantee) secrets(all *grants) {
	var services []string
	for _, s := range w.cluster.Secrets {
		need := model.Need{Thing: strings.Join(s.For, ", "), Origin: s.Origin}
		switch {
		case s.ARN == "":
			continue // the environment's table lacks it, which is a finding
		case s.Reference.Parameter != "":
			all.give(readParameters, need, []string{s.ARN})
			services = append(services, "ssm")
		default:
			all.give(readSecrets, need, []string{s.SecretARN()})
			services = append(services, "secretsmanager")
		}
	}
	if key := w.cluster.Home.KMSKey; key.Value != "" && len(services) > 0 {
		services = distinct(services)
		all.give(decryptSecrets, model.Need{Thing: "environment " + w.env.Name + ": kmsKey", Origin: key.Origin}, []string{key.Value}, via(w.env.Spec.Region, services...))
	}
}

// task is the role that the containers are: of both roles of the cluster, as workers read and write what the coordinator does.
func (w grantee) task() *model.IAMRole {
	r := w.role(model.IAMTask, w.cluster.Home.TaskRole, strings.HasPrefix(w.env.Spec.Ecs.TaskRole, "arn:"), w.toRun)
	r.Trust = w.tasks()
	return r
}

func (w grantee) toRun(all *grants) {
	c := w.cluster
	files := model.Need{Thing: "cluster " + c.Name + ": configuration", Origin: c.Home.Parameters.Origin}
	all.give(readRelease, files, []string{w.parameters("/release")})
	all.give(readFiles, files, []string{w.parameters("/*")})
	if scrape := c.Scaling.Scrape; scrape != nil {
		all.give(publishMetrics, w.itself("metrics"), []string{w.arn("logs", "log-group:"+scrape.LogGroup.Value+":*")})
	}
	w.lake(all)
}

// tasks trusts ECS of the account and region (Amazon ECS documentation, Task IAM role: confused deputy).
func (w grantee) tasks() []model.Trust {
	return []model.Trust{{
		Kind: "Service", Principals: []string{"ecs-tasks.amazonaws.com"}, Actions: []string{"sts:AssumeRole"},
		Conditions: []policy.Condition{w.ofAccount(), {Operator: "ArnLike", Key: "aws:SourceArn", Values: []string{w.arn("ecs", "*")}}},
		Why:        "ECS tasks of this account and region",
		Origin:     source.Declared(w.cluster.Place),
	}}
}

// repository is one of Amazon ECR.
type repository struct{ account, region, name string }

// privateRepository reads "111122223333.dkr.ecr.us-west-2.amazonaws.com/mirror/trinodb/trino"; of another registry ECS pulls without IAM.
func privateRepository(image string) (repository, bool) {
	host, name, _ := strings.Cut(image, "/")
	labels := strings.Split(host, ".")
	if len(labels) < 6 || labels[1] != "dkr" || labels[2] != "ecr" {
		return repository{}, false
	}
	return repository{account: labels[0], region: labels[3], name: name}, true
}
