package plan

import (
	"slices"

	"weir.local/generator/aws/policy"
	"weir.local/generator/model"
)

// permission is one kind of statement: what is allowed together, and why.
type permission struct {
	sid     string
	actions []string
	why     string
	open    string // why its resource is "*", for actions that take no other
}

// What ECS itself does before and beside Trino (Amazon ECS documentation, Task execution IAM role).
var (
	logInToRegistry = permission{"LogInToRegistry", []string{"ecr:GetAuthorizationToken"}, "a private registry gives a token first", "ecr:GetAuthorizationToken takes no resource"}
	pullImages      = permission{"PullImages", []string{"ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"}, "the image lies in a private registry", ""}
	readSecrets     = permission{"ReadSecrets", []string{"secretsmanager:GetSecretValue"}, "the task definition takes variables from these secrets", ""}
	readParameters  = permission{"ReadParameters", []string{"ssm:GetParameters"}, "the task definition takes variables from these parameters", ""}
	decryptSecrets  = permission{"DecryptSecrets", []string{"kms:Decrypt"}, "secrets are encrypted with the environment's key", ""}
	writeLogs       = permission{"WriteLogs", []string{"logs:CreateLogStream", "logs:PutLogEvents"}, "containers log there", ""}
)

// What Trino's containers do. The calls of Glue and S3 are those that the classes of Trino 476 make: of its Glue metastore, its
// Iceberg catalog, its S3 file system and its exchange. An upload in parts is s3:PutObject (Amazon S3, Required permissions for API operations).
var (
	readRelease    = permission{"ReadRelease", []string{"ssm:GetParameter"}, "the first container reads which files a release has", ""}
	readFiles      = permission{"ReadFiles", []string{"ssm:GetParameters"}, "the first container reads the files of a release", ""}
	publishMetrics = permission{"PublishMetrics", []string{"logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"}, "scaling's numbers are written as events that CloudWatch takes metrics out of", ""}
	listDatabases  = permission{"ListDatabases", []string{"glue:GetDatabases"}, "SHOW SCHEMAS lists the names of all databases of the Data Catalog", ""}
	readTables     = permission{"ReadTables", []string{"glue:GetDatabase", "glue:GetTable", "glue:GetTables"}, "queries read what tables are", ""}
	readPartitions = permission{"ReadPartitions", []string{
		"glue:BatchGetPartition", "glue:GetColumnStatisticsForPartition", "glue:GetColumnStatisticsForTable", "glue:GetPartition", "glue:GetPartitions",
	}, "queries of Hive tables read partitions and statistics", ""}
	readFunctions   = permission{"ReadFunctions", []string{"glue:GetUserDefinedFunction", "glue:GetUserDefinedFunctions"}, "a Hive catalog looks for SQL functions in its databases", ""}
	writeTables     = permission{"WriteTables", []string{"glue:CreateTable", "glue:DeleteTable", "glue:UpdateTable"}, "tables are made, changed and dropped; each commit to an Iceberg table updates it", ""}
	writePartitions = permission{"WritePartitions", []string{
		"glue:BatchCreatePartition", "glue:BatchUpdatePartition", "glue:DeleteColumnStatisticsForPartition", "glue:DeleteColumnStatisticsForTable",
		"glue:DeletePartition", "glue:UpdateColumnStatisticsForPartition", "glue:UpdateColumnStatisticsForTable", "glue:UpdatePartition",
	}, "writes into Hive tables add partitions and statistics", ""}
	writeFunctions  = permission{"WriteFunctions", []string{"glue:CreateUserDefinedFunction", "glue:DeleteUserDefinedFunction", "glue:UpdateUserDefinedFunction"}, "CREATE FUNCTION in a Hive catalog", ""}
	writeDatabases  = permission{"WriteDatabases", []string{"glue:CreateDatabase", "glue:DeleteDatabase"}, "CREATE SCHEMA and DROP SCHEMA of the databases that the catalog may make", ""}
	changeDatabases = permission{"ChangeDatabases", []string{"glue:UpdateDatabase"}, "ALTER SCHEMA of the databases that a Hive catalog may make", ""}
	listBuckets     = permission{"ListBuckets", []string{"s3:ListBucket"}, "tables, folders and results are listed; without it S3 says of an absent object that it is forbidden, and no condition on s3:prefix lets HeadObject through", ""}
	readObjects     = permission{"ReadObjects", []string{"s3:GetObject"}, "queries read the files of tables", ""}
	writeObjects    = permission{"WriteObjects", []string{"s3:AbortMultipartUpload", "s3:DeleteObject", "s3:PutObject"}, "writes make files of tables and remove old ones", ""}
	exchangeObjects = permission{"ExchangeObjects", []string{"s3:AbortMultipartUpload", "s3:DeleteObject", "s3:GetObject", "s3:PutObject"}, "tasks keep intermediate results there for retries", ""}
	spooledObjects  = permission{"SpooledObjects", []string{"s3:AbortMultipartUpload", "s3:DeleteObject", "s3:GetObject", "s3:PutObject"}, "results lie there until clients fetch them", ""}
	unloadedObjects = permission{"UnloadedObjects", []string{"s3:DeleteObject", "s3:GetObject"}, "Redshift unloads results there, Trino reads and removes them", ""}
	decryptObjects  = permission{"DecryptObjects", []string{"kms:Decrypt"}, "objects are encrypted with these keys", ""}
	encryptObjects  = permission{"EncryptObjects", []string{"kms:GenerateDataKey"}, "new objects are encrypted with these keys", ""}
	takeRoles       = permission{"TakeRoles", []string{"sts:AssumeRole"}, "a catalog reaches Glue or S3 as another role, which must trust this one", ""}
)

// What delivery does: `weir ssm push`, and CloudFormation or the AWS CLI with the rights of who calls.
var (
	compareParameters = permission{"CompareParameters", []string{"ssm:GetParameter", "ssm:GetParameterHistory", "ssm:GetParameters", "ssm:GetParametersByPath"}, "what Parameter Store holds is compared with what is declared", ""}
	writeParameters   = permission{"WriteParameters", []string{"ssm:AddTagsToResource", "ssm:DeleteParameters", "ssm:PutParameter"}, "a release is pushed, and what no release needs any more is pruned", ""}
	compareStack      = permission{"CompareStack", []string{"cloudformation:DescribeStacks"}, "the stack says which release it runs", ""}
	changeStack       = permission{"ChangeStack", []string{
		"cloudformation:CreateChangeSet", "cloudformation:DeleteChangeSet", "cloudformation:DescribeChangeSet", "cloudformation:DescribeStackEvents",
		"cloudformation:ExecuteChangeSet",
	}, "the stack is changed by a change set", ""}
	registerTasks  = permission{"RegisterTasks", []string{"ecs:RegisterTaskDefinition"}, "each change of a task definition is a new revision", ""}
	describeTasks  = permission{"DescribeTasks", []string{"ecs:DeregisterTaskDefinition", "ecs:DescribeTaskDefinition"}, "old revisions are looked at and retired", "both actions take no resource"}
	changeServices = permission{"ChangeServices", []string{"ecs:CreateService", "ecs:DeleteService", "ecs:DescribeServices", "ecs:UpdateService"}, "the services are made, changed and waited for", ""}
	tagTasks       = permission{"TagTasks", []string{"ecs:TagResource", "ecs:UntagResource"}, "task definitions and services carry tags", ""}
	passRoles      = permission{"PassRoles", []string{"iam:PassRole"}, "task definitions name the roles that ECS and Trino are", ""}
	changeLogs     = permission{"ChangeLogs", []string{"logs:CreateLogGroup", "logs:PutRetentionPolicy", "logs:TagResource"}, "the log group is made and kept for so long", ""}
	encryptLogs    = permission{"EncryptLogs", []string{"logs:AssociateKmsKey"}, "the log group is encrypted with the environment's key", ""}
	changeScaling  = permission{"ChangeScaling", []string{
		"application-autoscaling:DeleteScalingPolicy", "application-autoscaling:DeleteScheduledAction", "application-autoscaling:DeregisterScalableTarget",
		"application-autoscaling:PutScalingPolicy", "application-autoscaling:PutScheduledAction", "application-autoscaling:RegisterScalableTarget",
	}, "the number of workers follows load and clock; the ID of a scalable target is AWS's", ""}
	tagScaling  = permission{"TagScaling", []string{"application-autoscaling:TagResource"}, "scalable targets carry tags", ""}
	findScaling = permission{"FindScaling", []string{
		"application-autoscaling:DescribeScalableTargets", "application-autoscaling:DescribeScalingPolicies", "application-autoscaling:DescribeScheduledActions",
	}, "what scales is looked at before it is changed", "these actions take no resource"}
	changeAlarms = permission{"ChangeAlarms", []string{
		"cloudwatch:DeleteAlarms", "cloudwatch:DescribeAlarms", "cloudwatch:PutMetricAlarm", "cloudwatch:TagResource",
	}, "policies act on alarms, which target tracking makes in the caller's name", ""}
	startScaling = permission{"StartScaling", []string{"iam:CreateServiceLinkedRole"}, "the first scalable target of an account makes the role that scales", ""}
	findLogs     = permission{"FindLogs", []string{"logs:DescribeLogGroups"}, "whether the log group is there; the action lists, so it takes no narrower resource", ""}
)

// What a pipeline and its builds do (AWS CodePipeline User Guide, Manage the CodePipeline service role; AWS CodeBuild User Guide, Allow
// CodeBuild to interact with other AWS services). The key has no condition on S3: both services may ask KMS by themselves.
var (
	useConnection  = permission{"UseConnection", nil, "the repository is read through the connection", ""}
	shareArtifacts = permission{"ShareArtifacts", []string{"s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"}, "actions hand artifacts on", ""}
	readArtifacts  = permission{"ReadArtifacts", []string{"s3:GetObject", "s3:GetObjectVersion"}, "what was checked is what is delivered", ""}
	lookAtBucket   = permission{"LookAtBucket", []string{"s3:GetBucketAcl", "s3:GetBucketLocation", "s3:GetBucketVersioning"}, "the bucket of artifacts is looked at first", ""}
	useArtifactKey = permission{"UseArtifactKey", []string{"kms:Decrypt", "kms:GenerateDataKey"}, "artifacts are encrypted with the environment's key", ""}
	startBuilds    = permission{"StartBuilds", []string{"codebuild:BatchGetBuilds", "codebuild:StartBuild"}, "each action is a build", ""}
	writeBuildLogs = permission{"WriteBuildLogs", []string{"logs:CreateLogStream", "logs:PutLogEvents"}, "builds log there", ""}
	fetchWeir      = permission{"FetchWeir", []string{"s3:GetObject"}, "the pinned weir lies there", ""}
	findDelivered  = permission{"FindDelivered", []string{"codepipeline:ListPipelineExecutions"}, "the commit that was delivered last is what weir diff compares with", ""}
	compareRoles   = permission{"CompareRoles", []string{"cloudformation:GetTemplate"}, "nothing is delivered before its roles are as declared", ""}
	keepTemplates  = permission{"KeepTemplates", []string{"s3:GetObject", "s3:PutObject"}, "CloudFormation takes a large template from a bucket only", ""}
	rememberStack  = permission{"RememberStack", []string{"cloudformation:GetTemplate"}, "a delivery that fails goes back to the template before it", ""}
	runQuery       = permission{"RunQuery", []string{"ecs:RunTask"}, "a delivery ends with a query, from a task of its own", ""}
	findTasks      = permission{"FindTasks", []string{"ecs:ListTasks"}, "the coordinator's task has its address", "ecs:ListTasks of a service takes no resource; the condition names the ECS cluster"}
	lookAtTasks    = permission{"LookAtTasks", []string{"ecs:DescribeTasks"}, "the address to ask, and how the query's task ended", ""}
	readAnswer     = permission{"ReadAnswer", []string{"logs:GetLogEvents"}, "the answer, or why there is none", ""}
)

// grants are the statements of a role while they are gathered.
type grants struct {
	all   []model.IAMStatement
	at    map[string]int // a statement's place by its Sid
	given []given        // what each has
}

// given is what a statement has already; there may be thousands.
type given struct{ resources, things map[string]bool }

// give allows what a permission says on resources, under conditions that are the same each time. A declared thing that needs what
// another needed already stands beside it.
func (g *grants) give(p permission, need model.Need, resources []string, conditions ...policy.Condition) {
	i, known := g.at[p.sid]
	if !known {
		i = g.begin(p, conditions)
	}
	a, has := &g.all[i], g.given[i]
	for _, r := range resources {
		if !has.resources[r] {
			has.resources[r] = true
			a.Resources = append(a.Resources, r)
		}
	}
	if !has.things[need.Thing] {
		has.things[need.Thing] = true
		a.For = append(a.For, need)
	}
}

// begin adds an empty statement and answers its place.
func (g *grants) begin(p permission, conditions []policy.Condition) int {
	if g.at == nil {
		g.at = map[string]int{}
	}
	i := len(g.all)
	g.at[p.sid] = i
	g.all = append(g.all, model.IAMStatement{
		Statement: policy.Statement{Sid: p.sid, Actions: p.actions, Conditions: conditions}, Why: p.why, Open: p.open,
	})
	g.given = append(g.given, given{map[string]bool{}, map[string]bool{}})
	return i
}

// statements are all that was given, the resources of each sorted.
func (g *grants) statements() []model.IAMStatement {
	for _, a := range g.all {
		slices.Sort(a.Resources)
	}
	return g.all
}

// via holds when a service asks KMS on the role's behalf (AWS KMS documentation, kms:ViaService).
func via(region string, services ...string) policy.Condition {
	c := policy.Condition{Operator: "StringEquals", Key: "kms:ViaService"}
	for _, s := range services {
		c.Values = append(c.Values, s+"."+region+".amazonaws.com")
	}
	return c
}
