package plan_test

import (
	"context"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"weir.local/generator/aws/policy"
	"weir.local/generator/load"
	"weir.local/generator/model"
	"weir.local/generator/plan"
	"weir.local/generator/render/ssm"
)

// need is a call that something declared makes, as AWS would be asked for it.
type need struct {
	thing string // "catalog hive: writes"
	policy.Request
}

// TestNoRoleMayDoMoreOrLessThanIsNeeded holds the roles to the calls of what is declared, read from the files that Trino reads:
// each call is allowed, and without any statement, action or resource one of them is not.
func TestNoRoleMayDoMoreOrLessThanIsNeeded(t *testing.T) {
	for name, change := range map[string]map[string]string{
		"the repository": nil,
		"one of everything": {
			"environments/prod.cue": strings.Replace(declared(t, "environments/prod.cue"), "logRetention: 90",
				`registry: "999988887777.dkr.ecr.us-west-2.amazonaws.com/mirror"`, 1) + `
environments: prod: pipeline: {tags: ["prod-*"], approval: true}
`,
			"clusters/adhoc.cue": strings.Replace(declared(t, "clusters/adhoc.cue"), `spill: compression: "LZ4"`,
				`spooling: {bucket: "spooling", sharedSecret: parameter: "/lake/prod/spooling"}`, 1),
			"lake/spooling.cue": of("lake", `lake: buckets: spooling: schema.#Bucket & {bucket: "acme-spooling-{environment}", use: "spooling", owner: "x"}`),
			"catalogs/scratch.cue": of("catalogs", `catalogs: scratch: schema.#GlueHive & {
				owner: "x", clusters: ["*"], warehouse: "s3://acme-scratch/", databases: ["scratch_*"]}`),
			"catalogs/other.cue": of("catalogs", `catalogs: other: schema.#GlueIceberg & {
				owner: "x", clusters: ["*"]
				properties: {"s3.iam-role": "arn:aws:iam::999988887777:role/files", "hive.metastore.glue.iam-role": "arn:aws:iam::999988887777:role/glue"}}`),
			"catalogs/dw.cue": strings.Replace(declared(t, "catalogs/dw.cue"), `database: "analytics"`, `database: "analytics"
				properties: {"redshift.unload-location": "s3://acme-unload/dw/", "redshift.unload-iam-role": "arn:aws:iam::111122223333:role/unload"}`, 1),
		},
	} {
		t.Run(name, func(t *testing.T) {
			for _, e := range environments(t, change) {
				for _, r := range e.IAM {
					holds(t, e, r)
				}
			}
		})
	}
}

func holds(t *testing.T, e *model.Environment, r *model.IAMRole) {
	t.Helper()
	needs := needsOf(t, e, r)
	statements := statementsOf(r)
	if broken := without(statements, needs); len(broken) > 0 {
		t.Errorf("%s in %s may not do what is needed: %v", r.Name.Value, e.Name, broken)
		return
	}
	for i, s := range statements {
		rest := slices.Delete(slices.Clone(statements), i, i+1)
		broken := without(rest, needs)
		if len(broken) == 0 {
			t.Errorf("%s in %s: nothing needs %s", r.Name.Value, e.Name, s.Sid)
		}
		t.Logf("%s/%s without %s: %s", e.Name, r.Name.Value, s.Sid, strings.Join(broken, "; "))
		for _, action := range s.Actions {
			less := s
			less.Actions = slices.DeleteFunc(slices.Clone(s.Actions), func(a string) bool { return a == action })
			if len(without(append(slices.Clone(rest), less), needs)) == 0 {
				t.Errorf("%s in %s: nothing needs %s of %s", r.Name.Value, e.Name, action, s.Sid)
			}
		}
		for _, resource := range s.Resources {
			less := s
			less.Resources = slices.DeleteFunc(slices.Clone(s.Resources), func(r string) bool { return r == resource })
			if len(without(append(slices.Clone(rest), less), needs)) == 0 {
				t.Errorf("%s in %s: nothing needs %s in %s", r.Name.Value, e.Name, resource, s.Sid)
			}
		}
	}
}

// without lists what stops working with these statements alone, each thing once.
func without(statements []policy.Statement, needs []need) []string {
	broken := map[string]bool{}
	for _, n := range needs {
		if !policy.Allows(statements, n.Request) {
			broken[n.thing] = true
		}
	}
	return slices.Sorted(maps.Keys(broken))
}

func statementsOf(r *model.IAMRole) []policy.Statement {
	var all []policy.Statement
	for _, a := range r.Statements() {
		all = append(all, a.Statement)
	}
	return all
}

// calls gathers needs.
type calls struct {
	env     *model.Environment
	cluster *model.Cluster
	all     []need
}

func (c *calls) add(thing string, context map[string]string, resource string, actions ...string) {
	for _, action := range actions {
		c.all = append(c.all, need{thing, policy.Request{Action: action, Resource: resource, Context: context}})
	}
}

func (c *calls) arn(service, resource string) string {
	return "arn:aws:" + service + ":us-west-2:" + c.env.Spec.Account + ":" + resource
}

func needsOf(t *testing.T, e *model.Environment, r *model.IAMRole) []need {
	c := &calls{env: e}
	for _, k := range e.Clusters {
		if k.Name == r.Cluster {
			c.cluster = k
		}
	}
	switch r.Kind {
	case model.IAMExecution:
		c.starts()
	case model.IAMTask:
		if c.cluster.ECS != nil {
			c.release(t)
			c.publishes()
		}
		c.files()
	case model.IAMDeploy:
		c.reads(t)
		c.delivers(t)
		c.deliversInABuild()
	case model.IAMReader:
		c.reads(t)
	case model.IAMPipeline:
		c.conducts()
	case model.IAMCheck:
		c.checks()
	}
	return c.all
}

func keyed(service string) map[string]string {
	return map[string]string{"kms:ViaService": service + ".us-west-2.amazonaws.com"}
}

// starts is what ECS does for a task: image, secrets, log streams.
func (c *calls) starts() {
	if _, private, ok := strings.Cut(c.cluster.Image.Repository.Value, ".dkr.ecr.us-west-2.amazonaws.com/"); ok {
		c.add("image", nil, "*", "ecr:GetAuthorizationToken")
		c.add("image", nil, "arn:aws:ecr:us-west-2:999988887777:repository/"+private, "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer", "ecr:BatchCheckLayerAvailability")
	}
	for _, s := range c.cluster.Secrets {
		action, service, arn := "ssm:GetParameters", "ssm", s.ARN
		if fields := strings.Split(s.ARN, ":"); fields[2] == "secretsmanager" {
			action, service, arn = "secretsmanager:GetSecretValue", "secretsmanager", strings.Join(fields[:7], ":")
		}
		c.add("secret "+s.Variable, nil, arn, action)
		c.add("secret "+s.Variable, keyed(service), c.env.Spec.KmsKey, "kms:Decrypt")
	}
	for _, role := range []string{"coordinator", "worker"} {
		stream := c.arn("logs", "log-group:/weir/"+c.env.Name+"/"+c.cluster.Name+":log-stream:"+role+"/trino/0a1b")
		c.add("logs of the "+role, nil, stream, "logs:CreateLogStream", "logs:PutLogEvents")
	}
}

var payloadName = regexp.MustCompile(`(?m)^Name: (/.*)$`)

// parameters are the names that the payload of the cluster writes, the release's among them.
func (c *calls) parameters(t *testing.T) []string {
	t.Helper()
	files, err := ssm.Render(c.env)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, f := range files {
		if name := payloadName.FindSubmatch(f.Data); name != nil && strings.Contains(f.Path, "/"+c.cluster.Name+"/") {
			all = append(all, string(name[1]))
		}
	}
	if len(all) < 5 {
		t.Fatalf("only the parameters %v are found", all)
	}
	return all
}

// release is what the first container reads.
func (c *calls) release(t *testing.T) {
	for _, name := range c.parameters(t) {
		if strings.HasSuffix(name, "/release") {
			c.add("configuration", nil, c.arn("ssm", "parameter"+name), "ssm:GetParameter")
			continue
		}
		c.add("configuration", nil, c.arn("ssm", "parameter"+name), "ssm:GetParameters")
	}
}

// publishes is what the container metrics does.
func (c *calls) publishes() {
	if s := c.cluster.Scaling.Scrape; s != nil {
		for _, stream := range []string{"", "0a1b"} {
			c.add("metrics", nil, c.arn("logs", "log-group:"+s.LogGroup.Value+":log-stream:"+stream), "logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents")
		}
	}
}

// The calls of Glue by what they are asked of: those of a database, of a table and of a function.
var glueCalls = map[string]map[string][]string{
	"iceberg reads":  {"database": {"GetDatabase"}, "table": {"GetTable", "GetTables"}},
	"iceberg writes": {"table": {"CreateTable", "DeleteTable", "UpdateTable"}},
	"iceberg makes":  {"database": {"CreateDatabase"}, "all": {"DeleteDatabase"}},
	"hive reads": {"database": {"GetDatabase"}, "function": {"GetUserDefinedFunction", "GetUserDefinedFunctions"}, "table": {
		"GetTable", "GetTables", "GetPartition", "GetPartitions", "BatchGetPartition", "GetColumnStatisticsForTable", "GetColumnStatisticsForPartition"}},
	"hive writes": {"function": {"CreateUserDefinedFunction", "UpdateUserDefinedFunction", "DeleteUserDefinedFunction"}, "table": {
		"CreateTable", "UpdateTable", "DeleteTable", "BatchCreatePartition", "BatchUpdatePartition", "UpdatePartition", "DeletePartition",
		"UpdateColumnStatisticsForTable", "DeleteColumnStatisticsForTable", "UpdateColumnStatisticsForPartition", "DeleteColumnStatisticsForPartition"}},
	"hive makes": {"database": {"CreateDatabase", "UpdateDatabase"}, "all": {"DeleteDatabase"}},
}

// glue asks of a thing and of everything above it.
func (c *calls) glue(thing, calls, database string) {
	for of, names := range glueCalls[calls] {
		resources := map[string][]string{"database": {}, "table": {"table/" + database + "/t"}, "function": {"userDefinedFunction/" + database + "/f"},
			"all": {"table/" + database + "/t", "userDefinedFunction/" + database + "/f"}}[of]
		for _, resource := range append(resources, "catalog", "database/"+database) {
			for _, name := range names {
				c.add(thing, nil, c.arn("glue", resource), "glue:"+name)
			}
		}
	}
}

var readers, writers = []string{"s3:GetObject"}, []string{"s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"}

// objects asks for an object under a location: "s3://acme-lake-prod/warehouse/".
func (c *calls) objects(thing, location string, actions ...string) {
	bucket, prefix, _ := strings.Cut(strings.TrimPrefix(location, "s3://"), "/")
	if prefix = strings.Trim(prefix, "/"); prefix != "" {
		prefix += "/"
	}
	c.add(thing, nil, "arn:aws:s3:::"+bucket, "s3:ListBucket")
	c.add(thing, nil, "arn:aws:s3:::"+bucket+"/"+prefix+"a/b", actions...)
	c.add(thing, keyed("s3"), c.env.Spec.KmsKey, "kms:Decrypt")
	if slices.Contains(actions, "s3:PutObject") {
		c.add(thing, keyed("s3"), c.env.Spec.KmsKey, "kms:GenerateDataKey")
	}
}

// files is what Trino does by what its files say.
func (c *calls) files() {
	for _, f := range c.cluster.Worker.Files {
		lines := map[string]string{}
		for _, line := range f.Lines {
			lines[line.Key] = line.Value
		}
		name, isCatalog := strings.CutPrefix(f.Path, "catalog/")
		switch {
		case f.Path == "exchange-manager.properties":
			c.objects("exchange", lines["exchange.base-directories"], append(readers, writers...)...)
		case f.Path == "spooling-manager.properties":
			c.objects("spooling", lines["fs.location"], append(readers, writers...)...)
		case lines["redshift.unload-location"] != "":
			c.objects(name, lines["redshift.unload-location"], "s3:GetObject", "s3:DeleteObject")
		case isCatalog && lines["s3.iam-role"] != "":
			c.add(name, nil, lines["s3.iam-role"], "sts:AssumeRole")
			c.add(name, nil, lines["hive.metastore.glue.iam-role"], "sts:AssumeRole")
		case isCatalog && (lines["hive.metastore"] == "glue" || lines["iceberg.catalog.type"] == "glue"):
			c.lake(strings.TrimSuffix(name, ".properties"), lines)
		}
	}
}

// lake is what a Glue catalog does with the datasets that have tables, with its warehouse and with the databases it may make.
func (c *calls) lake(name string, lines map[string]string) {
	connector := lines["connector.name"]
	c.add(name+": SHOW SCHEMAS", nil, c.arn("glue", "catalog"), "glue:GetDatabases")
	c.add(name+": SHOW SCHEMAS", nil, c.arn("glue", "database/of_somebody"), "glue:GetDatabases")
	if warehouse := lines["hive.metastore.glue.default-warehouse-dir"]; warehouse != "" {
		c.objects(name+": warehouse", warehouse, append(readers, writers...)...)
	}
	for _, d := range c.env.Lake.Datasets {
		if d.Spec.Table == nil {
			continue
		}
		thing := name + ": dataset " + d.Name
		c.glue(thing, connector+" reads", d.Spec.Table.Database)
		c.glue(thing, connector+" writes", d.Spec.Table.Database)
		if iceberg := d.Spec.Table.Format == "iceberg"; iceberg == (connector == "iceberg") {
			actions := readers
			if iceberg {
				actions = append(actions, writers...)
			}
			c.objects(thing, "s3://acme-lake-"+c.env.Name+"/"+d.Spec.Prefix, actions...)
		}
	}
	if name == "scratch" {
		for _, what := range []string{"reads", "writes", "makes"} {
			c.glue(name+": databases", connector+" "+what, "scratch_a")
		}
	}
}

// reads is what comparing does.
func (c *calls) reads(t *testing.T) {
	above := c.arn("ssm", "parameter/weir/"+c.env.Name+"/"+c.cluster.Name)
	c.add("weir ssm drift", nil, above, "ssm:GetParametersByPath", "ssm:GetParameter", "ssm:GetParameters", "ssm:GetParameterHistory")
	for _, name := range c.parameters(t) {
		c.add("weir ssm drift", nil, c.arn("ssm", "parameter"+name), "ssm:GetParametersByPath", "ssm:GetParameter", "ssm:GetParameters", "ssm:GetParameterHistory")
	}
	if c.cluster.ECS.Deliver == "stack" {
		c.add("release that runs", nil, c.stack(), "cloudformation:DescribeStacks")
	}
}

func (c *calls) stack() string {
	return c.arn("cloudformation", "stack/weir-"+c.env.Name+"-"+c.cluster.Name+"/0a1b")
}

// delivers is what a push and a deployment do.
func (c *calls) delivers(t *testing.T) {
	for _, name := range c.parameters(t) {
		c.add("weir ssm push", nil, c.arn("ssm", "parameter"+name), "ssm:PutParameter", "ssm:AddTagsToResource")
		c.add("weir ssm prune", nil, c.arn("ssm", "parameter"+name), "ssm:DeleteParameters")
	}
	if c.cluster.ECS.Deliver == "stack" {
		c.add("stack", nil, c.stack(), "cloudformation:CreateChangeSet", "cloudformation:DescribeChangeSet", "cloudformation:ExecuteChangeSet",
			"cloudformation:DeleteChangeSet", "cloudformation:DescribeStackEvents")
	}
	for _, role := range []string{"coordinator", "worker"} {
		definition := c.arn("ecs", "task-definition/"+c.cluster.Name+"-"+role+":7")
		service := c.arn("ecs", "service/lake/"+c.cluster.Name+"-"+role)
		c.add("task definition", nil, definition, "ecs:RegisterTaskDefinition", "ecs:TagResource", "ecs:UntagResource")
		c.add("task definition", nil, "*", "ecs:DescribeTaskDefinition", "ecs:DeregisterTaskDefinition")
		c.add("service", nil, service, "ecs:CreateService", "ecs:UpdateService", "ecs:DeleteService", "ecs:DescribeServices", "ecs:TagResource", "ecs:UntagResource")
	}
	toECS := map[string]string{"iam:PassedToService": "ecs-tasks.amazonaws.com"}
	c.add("execution role", toECS, c.cluster.Home.ExecutionRole.Value, "iam:PassRole")
	c.add("task role", toECS, c.cluster.Home.TaskRole.Value, "iam:PassRole")
	c.scales()
	endings := []string{"", ":log-stream:"}
	if c.cluster.Scaling.Scrape != nil {
		endings = append(endings, "/metrics", "/metrics:log-stream:")
	}
	for _, ending := range endings {
		c.add("log group", nil, c.arn("logs", "log-group:/weir/"+c.env.Name+"/"+c.cluster.Name+ending),
			"logs:CreateLogGroup", "logs:PutRetentionPolicy", "logs:TagResource", "logs:AssociateKmsKey")
	}
	c.add("log group", nil, c.arn("logs", "log-group::log-stream:"), "logs:DescribeLogGroups")
}

// scales is what makes and changes the scaling of the worker service.
func (c *calls) scales() {
	const service = "ecs.application-autoscaling.amazonaws.com"
	ofECS := map[string]string{"application-autoscaling:service-namespace": "ecs"}
	c.add("scaling", ofECS, c.arn("application-autoscaling", "scalable-target/0ec5a1b2"), "application-autoscaling:RegisterScalableTarget",
		"application-autoscaling:DeregisterScalableTarget", "application-autoscaling:PutScalingPolicy", "application-autoscaling:DeleteScalingPolicy",
		"application-autoscaling:PutScheduledAction", "application-autoscaling:DeleteScheduledAction")
	c.add("tags of scaling", nil, c.arn("application-autoscaling", "scalable-target/0ec5a1b2"), "application-autoscaling:TagResource")
	c.add("scaling", nil, "*", "application-autoscaling:DescribeScalableTargets", "application-autoscaling:DescribeScalingPolicies", "application-autoscaling:DescribeScheduledActions")
	for _, alarm := range []string{"TargetTracking-service/lake/" + c.cluster.Name + "-worker-AlarmHigh-0a1b", "weir-" + c.env.Name + "-" + c.cluster.Name + "-first-worker"} {
		c.add("scaling", nil, c.arn("cloudwatch", "alarm:"+alarm), "cloudwatch:PutMetricAlarm", "cloudwatch:DeleteAlarms", "cloudwatch:DescribeAlarms", "cloudwatch:TagResource")
	}
	role := "arn:aws:iam::" + c.env.Spec.Account + ":role/aws-service-role/" + service + "/AWSServiceRoleForApplicationAutoScaling_ECSService"
	c.add("first scalable target", map[string]string{"iam:AWSServiceName": service}, role, "iam:CreateServiceLinkedRole")
}

// TestWhatNobodyDeclaredIsRefused asks for what is near to what is allowed.
func TestWhatNobodyDeclaredIsRefused(t *testing.T) {
	const account = "111122223333"
	arn := func(service, resource string) string {
		return "arn:aws:" + service + ":us-west-2:" + account + ":" + resource
	}
	for _, row := range []struct{ what, role, action, resource string }{
		{"the configuration of another cluster", "weir-adhoc-task", "ssm:GetParameters", arn("ssm", "parameter/weir/prod/etl/log.properties")},
		{"a secret, by Trino", "weir-adhoc-task", "ssm:GetParameters", arn("ssm", "parameter/lake/prod/orders/password")},
		{"a secret of nobody here", "weir-adhoc-execution", "secretsmanager:GetSecretValue", arn("secretsmanager", "secret:lake/prod/payroll-a1B2c3")},
		{"a database that no dataset has", "weir-adhoc-task", "glue:GetTable", arn("glue", "database/payroll")},
		{"making a database", "weir-adhoc-task", "glue:CreateDatabase", arn("glue", "database/mmp_db")},
		{"a dataset without a table", "weir-adhoc-task", "s3:GetObject", "arn:aws:s3:::acme-lake-prod/ledger/2020.parquet"},
		{"deleting raw files", "weir-adhoc-task", "s3:DeleteObject", "arn:aws:s3:::acme-lake-prod/mmp/a.json"},
		{"a prefix that begins alike", "weir-adhoc-task", "s3:GetObject", "arn:aws:s3:::acme-lake-prod/mmp2/a.json"},
		{"intermediate results of another cluster", "weir-etl-task", "s3:GetObject", "arn:aws:s3:::acme-exchange-prod/adhoc/a"},
		{"the key outside of S3", "weir-adhoc-task", "kms:Decrypt", "arn:aws:kms:us-west-2:111122223333:key/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9"},
		{"alarms of another cluster", "weir-prod-adhoc-deploy", "cloudwatch:PutMetricAlarm", arn("cloudwatch", "alarm:weir-prod-etl-first-worker")},
		{"the logs of somebody, by Trino", "weir-adhoc-task", "logs:PutLogEvents", arn("logs", "log-group:/weir/prod/adhoc:log-stream:a")},
		{"writing parameters in a check", "weir-prod-adhoc-ci", "ssm:PutParameter", arn("ssm", "parameter/weir/prod/adhoc/log.properties")},
		{"a release, by a check", "weir-prod-check", "ssm:PutParameter", arn("ssm", "parameter/weir/prod/adhoc/release")},
		{"a build of somebody else", "weir-prod-pipeline", "codebuild:StartBuild", arn("codebuild", "project/billing")},
		{"another pipeline's artifacts", "weir-prod-adhoc-deploy", "s3:GetObject", "arn:aws:s3:::acme-artifacts-prod/billing/a.zip"},
		{"a task of a worker's definition", "weir-prod-adhoc-deploy", "ecs:RunTask", arn("ecs", "task-definition/adhoc-worker:1")},
		{"another service", "weir-prod-adhoc-deploy", "ecs:UpdateService", arn("ecs", "service/lake/billing")},
		{"passing a role without saying to whom", "weir-prod-adhoc-deploy", "iam:PassRole", "arn:aws:iam::111122223333:role/weir-adhoc-task"},
	} {
		for _, r := range environment(t, environments(t, nil), "prod").IAM {
			if r.Name.Value == row.role && policy.Allows(statementsOf(r), policy.Request{Action: row.action, Resource: row.resource}) {
				t.Errorf("%s: %s may %s on %s", row.what, row.role, row.action, row.resource)
			}
		}
	}
}

// TestReadOnlyCatalogsWriteNothing follows Trino's own properties.
func TestReadOnlyCatalogsWriteNothing(t *testing.T) {
	change := map[string]string{
		"catalogs/hive.cue":      of("catalogs", `catalogs: hive: schema.#GlueHive & {owner: "x", clusters: ["*"], warehouse: "s3://w/", properties: "hive.security": "read-only"}`),
		"catalogs/lakehouse.cue": of("catalogs", `catalogs: lakehouse: schema.#GlueIceberg & {owner: "x", clusters: ["*"], warehouse: "s3://w/", properties: "iceberg.security": "READ_ONLY"}`),
	}
	for _, r := range environment(t, environments(t, change), "prod").IAM {
		for _, a := range r.Statements() {
			if r.Name.Value == "weir-adhoc-task" && (strings.HasPrefix(a.Sid, "Write") || a.Sid == "EncryptObjects") {
				t.Errorf("%s has %s: %v on %v", r.Name.Value, a.Sid, a.Actions, a.Resources)
			}
		}
	}
}

// TestManyDatabasesAreSharedOutToPolicies keeps each policy within IAM's limit, and loses nothing.
func TestManyDatabasesAreSharedOutToPolicies(t *testing.T) {
	var b strings.Builder
	for i := range 120 {
		name := "set_" + strings.Repeat("x", 20) + string(rune('a'+i/26)) + string(rune('a'+i%26))
		b.WriteString("\n" + `lake: datasets: ` + name + `: schema.#Dataset & {bucket: "main", layer: "bronze", prefix: "` + name + `/", owner: "x", access: pattern: "constant"
			table: {database: "` + name + `_db", format: "parquet", columns: []}}`)
	}
	for _, r := range environment(t, environments(t, map[string]string{"lake/many.cue": of("lake", b.String())}), "prod").IAM {
		if r.Name.Value != "weir-adhoc-task" {
			continue
		}
		if len(r.Policies()) < 2 {
			t.Fatalf("120 databases make %d policies", len(r.Policies()))
		}
		resources := map[string]bool{}
		for _, p := range r.Policies() {
			var statements []policy.Statement
			sids := map[string]bool{}
			for _, a := range p.Statements {
				statements = append(statements, a.Statement)
				if sids[a.Sid] {
					t.Errorf("a policy has %s twice", a.Sid)
				}
				sids[a.Sid] = true
				for _, resource := range a.Resources {
					resources[resource] = true
				}
			}
			if size := policy.Size(statements); size > 6144 {
				t.Errorf("a policy has %d characters", size)
			}
		}
		for _, d := range []string{"table/set_" + strings.Repeat("x", 20) + "aa_db/*", "table/set_" + strings.Repeat("x", 20) + "ep_db/*"} {
			if !resources["arn:aws:glue:us-west-2:111122223333:"+d] {
				t.Errorf("%s is lost", d)
			}
		}
	}
}

const root = "../.."

// environments are the repository's, with files in place of its own or beside them.
func environments(t *testing.T, change map[string]string) []*model.Environment {
	t.Helper()
	dir := t.TempDir()
	for _, folder := range []string{"cue.mod", "schema", "environments", "clusters", "catalogs", "lake"} {
		if err := os.CopyFS(filepath.Join(dir, folder), os.DirFS(filepath.Join(root, folder))); err != nil {
			t.Fatal(err)
		}
	}
	for name, text := range change {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	repo, findings, err := load.Repository(context.Background(), dir, load.Options{})
	if err != nil || len(findings) > 0 {
		t.Fatal(err, findings)
	}
	p, err := plan.Platform(repo)
	if err != nil {
		t.Fatal(err)
	}
	return p.Environments
}

func environment(t *testing.T, all []*model.Environment, name string) *model.Environment {
	t.Helper()
	for _, e := range all {
		if e.Name == name {
			return e
		}
	}
	t.Fatalf("there is no environment %s", name)
	return nil
}

func declared(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// of is a file of a package.
func of(folder, text string) string {
	return "package " + folder + "\n\nimport \"weir.local/schema\"\n\n" + text + "\n"
}
