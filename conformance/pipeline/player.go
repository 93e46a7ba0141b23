package pipeline

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
)

// Player stands between the AWS CLI and the emulator. It plays the parts that the emulator has not: it runs tasks, has a coordinator at
// an address, scales workers from none, and knows what a pipeline delivered. It remembers every call.
type Player struct {
	*httptest.Server
	Trino     string // URL of the server that answers at the coordinator's address
	Delivered string // commit that the pipeline delivered last; empty: the emulator answers

	emulator *httputil.ReverseProxy
	url      string
	bodies   string // folder of inputs that the models of the services are asked about

	mu    sync.Mutex
	calls []string
	ended map[string]ended
}

// ended is what became of a task.
type ended struct {
	code int
	said []string
}

// coordinator is the address of the coordinator's task.
const coordinator = "10.0.0.7"

// Play stands before an emulator. Inputs of calls go to a folder, as "3.ecs.RunTask.json".
func Play(emulator, bodies string) (*Player, error) {
	to, err := url.Parse(emulator)
	if err != nil {
		return nil, err
	}
	p := &Player{url: emulator, bodies: bodies, ended: map[string]ended{}}
	p.emulator = &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(to) }}
	p.Server = httptest.NewServer(p)
	return p, os.MkdirAll(bodies, 0o755)
}

// Calls are those so far, once each: "ecs:RunTask".
func (p *Player) Calls() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	all := slices.Sorted(slices.Values(p.calls))
	return slices.Compact(all)
}

// Forget begins anew.
func (p *Player) Forget() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.calls = nil
}

func (p *Player) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	call := callOf(r, body)
	p.mu.Lock()
	p.calls = append(p.calls, call)
	n := len(p.calls)
	p.mu.Unlock()
	if modelled(call) {
		_ = os.WriteFile(filepath.Join(p.bodies, fmt.Sprintf("%d.%s.json", n, strings.Replace(call, ":", ".", 1))), body, 0o644)
	}
	if answer, played := p.play(call, body); played {
		w.Header().Set("Content-Type", "application/x-amz-json-1.1")
		_ = json.NewEncoder(w).Encode(answer)
		return
	}
	p.emulator.ServeHTTP(w, r)
	if call == "cloudformation:ExecuteChangeSet" {
		p.scale()
	}
}

// modelled are the calls whose inputs deliver.sh makes.
func modelled(call string) bool {
	switch call {
	case "ecs:RunTask", "ecs:CreateService", "ecs:UpdateService", "ecs:RegisterTaskDefinition", "application-autoscaling:RegisterScalableTarget":
		return true
	}
	return false
}

// callOf names a call as IAM does: the service is the one that it was signed for.
func callOf(r *http.Request, body []byte) string {
	service := "nobody"
	if scope := strings.Split(r.Header.Get("Authorization"), "/"); len(scope) > 3 {
		service = scope[3]
	}
	if service == "monitoring" {
		service = "cloudwatch"
	}
	if _, action, ok := strings.Cut(r.Header.Get("X-Amz-Target"), "."); ok {
		return service + ":" + action
	}
	if form, err := url.ParseQuery(string(body)); err == nil && form.Get("Action") != "" {
		return service + ":" + form.Get("Action")
	}
	if service == "s3" && r.Method == http.MethodPut {
		return "s3:PutObject"
	}
	if service == "s3" {
		return "s3:GetObject"
	}
	return service + ":" + path.Base(r.URL.Path)
}

// play answers in place of the emulator.
func (p *Player) play(call string, body []byte) (any, bool) {
	switch call {
	case "ecs:ListTasks":
		return map[string]any{"taskArns": []string{task("coordinator")}}, true
	case "ecs:DescribeTasks":
		return p.describe(body), true
	case "ecs:RunTask":
		return p.run(body), true
	case "logs:GetLogEvents":
		return p.logs(body), true
	case "codepipeline:ListPipelineExecutions":
		revisions := []any{map[string]any{"actionName": "Source", "revisionId": p.Delivered}}
		return map[string]any{"pipelineExecutionSummaries": []any{map[string]any{"sourceRevisions": revisions}}}, p.Delivered != ""
	}
	return nil, false
}

func task(name string) string { return "arn:aws:ecs:us-west-2:111122223333:task/lake/" + name }

func (p *Player) describe(body []byte) any {
	var asked struct{ Tasks []string }
	_ = json.Unmarshal(body, &asked)
	name := path.Base(asked.Tasks[0])
	if name == "coordinator" {
		address := map[string]any{"type": "ElasticNetworkInterface", "details": []any{
			map[string]any{"name": "subnetId", "value": "subnet-0"}, map[string]any{"name": "privateIPv4Address", "value": coordinator},
		}}
		connect := map[string]any{"type": "ServiceConnect", "details": []any{map[string]any{"name": "ContainerName", "value": "ecs-service-connect-0a1b"}}}
		return map[string]any{"tasks": []any{map[string]any{"taskArn": task(name), "lastStatus": "RUNNING", "attachments": []any{connect, address}}}}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	containers := []any{map[string]any{"name": "config", "exitCode": 0}, map[string]any{"name": "trino", "exitCode": p.ended[name].code}}
	return map[string]any{"tasks": []any{map[string]any{
		"taskArn": task(name), "lastStatus": "STOPPED", "stoppedReason": "Essential container in task exited", "containers": containers,
	}}}
}

// run runs a task's command, here.
func (p *Player) run(body []byte) any {
	var asked struct {
		Overrides struct {
			ContainerOverrides []struct {
				Name        string
				Command     []string
				Environment []struct{ Name, Value string }
			}
		}
	}
	if err := json.Unmarshal(body, &asked); err != nil || len(asked.Overrides.ContainerOverrides) != 1 {
		return map[string]any{"tasks": []any{}, "failures": []any{map[string]any{"reason": "MALFORMED"}}}
	}
	c := asked.Overrides.ContainerOverrides[0]
	cmd := exec.Command(c.Command[0], c.Command[1:]...)
	cmd.Env = []string{"PATH=" + os.Getenv("PATH")}
	for _, v := range c.Environment {
		cmd.Env = append(cmd.Env, v.Name+"="+strings.Replace(v.Value, "http://"+coordinator+":8080", p.Trino, 1))
	}
	said, _ := cmd.CombinedOutput()
	p.mu.Lock()
	defer p.mu.Unlock()
	name := fmt.Sprintf("task%d", len(p.ended)+1)
	p.ended[name] = ended{cmd.ProcessState.ExitCode(), strings.Split(strings.TrimSpace(string(said)), "\n")}
	return map[string]any{"tasks": []any{map[string]any{"taskArn": task(name), "lastStatus": "PROVISIONING"}}, "failures": []any{}}
}

func (p *Player) logs(body []byte) any {
	var asked struct{ LogStreamName string }
	_ = json.Unmarshal(body, &asked)
	p.mu.Lock()
	defer p.mu.Unlock()
	events := []any{}
	for i, line := range p.ended[path.Base(asked.LogStreamName)].said {
		events = append(events, map[string]any{"timestamp": i, "message": line})
	}
	return map[string]any{"events": events}
}

// scale takes the workers from none to one, as their scaling does; the emulator begins with none where a stack says nothing.
func (p *Player) scale() {
	body := strings.NewReader(`{"cluster": "lake", "service": "adhoc-worker", "desiredCount": 1}`)
	request, err := http.NewRequest(http.MethodPost, p.url, body)
	if err != nil {
		return
	}
	request.Header.Set("X-Amz-Target", "AmazonEC2ContainerServiceV20141113.UpdateService")
	request.Header.Set("Content-Type", "application/x-amz-json-1.1")
	request.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=test/20260101/us-west-2/ecs/aws4_request, SignedHeaders=host, Signature=0")
	if answer, err := http.DefaultClient.Do(request); err == nil {
		_ = answer.Body.Close()
	}
}
