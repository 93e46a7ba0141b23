// Package access boots a coordinator and a worker that ask users who they are and let each do what the declarations say, and tries both.
package access
