// Harvest asks a Trino distribution what its configuration files may hold.
//
//     java -cp 'DIST/lib/*' Harvest.java DIST BUILD < questions > answers
//
// It loads the server and each plugin as Trino itself does, hands a
// configuration to the plugin's own factory, and stops when airlift's Bootstrap
// has read it: every class that the configuration binds is then known, every
// complaint has been made, and nothing was connected to.
//
// Questions and answers are JSON, one object a line. The first answer lists the
// plugins and the names of their factories; then comes one answer a question:
//
//     {"id": 1, "kind": "connector", "name": "hive", "properties": {"hive.metastore": "glue"}}
//     {"id": 1, "bindings": [{"class": "io.trino...HiveConfig"}], "selectors": [...], "errors": [...]}
//
// The facts about a class are one more answer, before the first that names it.
// Only facts are printed: no text of the distribution's descriptions or messages
// but the server's complaints about the question itself.

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;

public class Harvest
{
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
    private static final PrintStream ANSWERS = System.out;

    // What Trino lets a plugin share with the server (io.trino.server.ServerPluginsProvider).
    private static final List<String> SHARED = List.of(
            "io.trino.spi.", "com.fasterxml.jackson.annotation.", "io.airlift.slice.", "org.openjdk.jol.",
            "io.opentelemetry.api.", "io.opentelemetry.context.");

    // The kinds of file that a factory reads, and where Plugin lists those factories.
    private static final Map<String, String> KINDS = new TreeMap<>(Map.ofEntries(
            Map.entry("connector", "getConnectorFactories"),
            Map.entry("catalog-store", "getCatalogStoreFactories"),
            Map.entry("event-listener", "getEventListenerFactories"),
            Map.entry("exchange-manager", "getExchangeManagerFactories"),
            Map.entry("access-control", "getSystemAccessControlFactories"),
            Map.entry("password-authenticator", "getPasswordAuthenticatorFactories"),
            Map.entry("header-authenticator", "getHeaderAuthenticatorFactories"),
            Map.entry("certificate-authenticator", "getCertificateAuthenticatorFactories"),
            Map.entry("group-provider", "getGroupProviderFactories"),
            Map.entry("resource-groups", "getResourceGroupConfigurationManagerFactories"),
            Map.entry("session-property-config", "getSessionPropertyConfigurationManagerFactories"),
            Map.entry("spooling-manager", "getSpoolingManagerFactories")));

    // The server's own factories come with no plugin.
    private static final Map<String, List<String>> OWN = Map.of(
            "access-control", List.of(
                    "io.trino.plugin.base.security.FileBasedSystemAccessControl$Factory",
                    "io.trino.plugin.base.security.ReadOnlySystemAccessControl$Factory",
                    "io.trino.plugin.base.security.AllowAllSystemAccessControl$Factory",
                    "io.trino.plugin.base.security.DefaultSystemAccessControl$Factory"),
            "catalog-store", List.of(
                    "io.trino.connector.FileCatalogStoreFactory",
                    "io.trino.connector.InMemoryCatalogStoreFactory"));

    private final Path dist;
    private final String version;
    private final Path scratch;
    private final Loader platform;
    private final Map<String, Map<String, Object>> factories = new TreeMap<>();
    private final Map<String, Plugin> plugins = new TreeMap<>();
    private final Map<String, String> known = new HashMap<>();
    private final Map<Class<?>, String> keys = new IdentityHashMap<>();
    private Object types;

    private record Plugin(String name, ClassLoader loader, List<Path> jars, Map<String, Set<String>> names) {}

    // ---- what the transformed classes report, one question at a time

    static final class Stop extends Error
    {
        Stop()
        {
            super("configured", null, false, false);
        }
    }

    private static boolean create;
    private static boolean partial;
    private static boolean reached;
    private static final List<Object> configurationFactories = new ArrayList<>();
    private static final Map<String, Class<?>> selectors = new LinkedHashMap<>();
    private static final Set<String> consumed = new TreeSet<>();
    private static final List<Object> failures = new ArrayList<>();

    public static void created(Object configurationFactory)
    {
        configurationFactories.add(configurationFactory);
    }

    public static void selector(Class<?> type, String prefix)
    {
        selectors.put(type.getName() + "|" + (prefix == null ? "" : prefix), type);
    }

    public static void consumed(Object metadata)
    {
        consumed.add(metadata.toString());
    }

    public static void registered(Collection<?> messages)
    {
        partial |= !messages.isEmpty();
    }

    public static void failed(Collection<?> messages)
    {
        reached = true;
        failures.addAll(messages);
    }

    public static void configured()
    {
        reached = true;
        if (!create) {
            throw new Stop();
        }
    }

    public static void exit(int status) {}

    // ---- loading

    /** A loader that looks in its own jars first and rewrites airlift's and the server's entry points. */
    private static final class Loader
            extends URLClassLoader
    {
        private final ClassLoader shared;

        Loader(List<Path> jars, ClassLoader shared)
        {
            super(urls(jars), ClassLoader.getPlatformClassLoader());
            this.shared = shared;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve)
                throws ClassNotFoundException
        {
            if (name.equals("Harvest") || name.startsWith("Harvest$")) {
                return Harvest.class.getClassLoader().loadClass(name);
            }
            if (shared != null && SHARED.stream().anyMatch(name::startsWith)) {
                return shared.loadClass(name);
            }
            return super.loadClass(name, resolve);
        }

        @Override
        protected Class<?> findClass(String name)
                throws ClassNotFoundException
        {
            if (!Rewriter.WANTED.contains(name)) {
                return super.findClass(name);
            }
            byte[] bytes = Rewriter.rewrite(this, name);
            return defineClass(name, bytes, 0, bytes.length);
        }

        private static URL[] urls(List<Path> jars)
        {
            return jars.stream().map(jar -> {
                try {
                    return jar.toUri().toURL();
                }
                catch (IOException e) {
                    throw new IllegalArgumentException(e);
                }
            }).toArray(URL[]::new);
        }
    }

    /** What Trino's loader of the HDFS file system is made to extend, so that what it loads is rewritten too. */
    public static class Inner
            extends URLClassLoader
    {
        public Inner(URL[] urls, ClassLoader parent)
        {
            super(urls, parent);
        }

        @Override
        protected Class<?> findClass(String name)
                throws ClassNotFoundException
        {
            if (name.equals("Harvest") || name.startsWith("Harvest$")) {
                return Harvest.class.getClassLoader().loadClass(name);
            }
            if (!Rewriter.WANTED.contains(name)) {
                return super.findClass(name);
            }
            byte[] bytes = Rewriter.rewrite(this, name);
            return defineClass(name, bytes, 0, bytes.length);
        }
    }

    /** Lets ConfigurationFactory tell what is bound, Bootstrap stop in time, and Server not exit. */
    private static final class Rewriter
            extends ClassVisitor
    {
        static final Set<String> WANTED = Set.of(
                "io.airlift.configuration.ConfigurationFactory", "io.airlift.bootstrap.Bootstrap",
                "io.airlift.bootstrap.ApplicationConfigurationException", "io.trino.server.Server",
                "io.trino.filesystem.manager.HdfsClassLoader");

        private boolean inner;

        private Rewriter(ClassVisitor next)
        {
            super(Opcodes.ASM9, next);
        }

        static byte[] rewrite(URLClassLoader loader, String name)
                throws ClassNotFoundException
        {
            try (InputStream in = loader.findResource(name.replace('.', '/') + ".class").openStream()) {
                ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
                new ClassReader(in).accept(new Rewriter(writer), 0);
                return writer.toByteArray();
            }
            catch (IOException | NullPointerException e) {
                throw new ClassNotFoundException(name, e);
            }
        }

        @Override
        public void visit(int version, int access, String name, String signature, String superName, String[] interfaces)
        {
            inner = name.endsWith("/HdfsClassLoader");
            super.visit(version, access, name, signature, inner ? "Harvest$Inner" : superName, interfaces);
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] exceptions)
        {
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
            return new Reporter(next, name + descriptor, inner);
        }
    }

    private static final class Reporter
            extends MethodVisitor
    {
        private final String method;
        private final boolean inner;

        Reporter(MethodVisitor next, String method, boolean inner)
        {
            super(Opcodes.ASM9, next);
            this.inner = inner;
            this.method = method;
        }

        @Override
        public void visitCode()
        {
            super.visitCode();
            if (method.startsWith("build(Ljava/lang/Class;Ljava/lang/String;)")) {
                super.visitVarInsn(Opcodes.ALOAD, 1);
                super.visitVarInsn(Opcodes.ALOAD, 2);
                report("selector", "(Ljava/lang/Class;Ljava/lang/String;)V");
            }
            if (method.startsWith("consumeProperty(")) {
                super.visitVarInsn(Opcodes.ALOAD, 1);
                report("consumed", "(Ljava/lang/Object;)V");
            }
        }

        @Override
        public void visitInsn(int opcode)
        {
            if (opcode == Opcodes.RETURN && method.startsWith("<init>(Ljava/util/Map;Lio/airlift/configuration/WarningsMonitor;)")) {
                super.visitVarInsn(Opcodes.ALOAD, 0);
                report("created", "(Ljava/lang/Object;)V");
            }
            if (opcode == Opcodes.RETURN && method.startsWith("<init>(Ljava/util/Collection;Ljava/util/Collection;)")) {
                super.visitVarInsn(Opcodes.ALOAD, 1);
                report("failed", "(Ljava/util/Collection;)V");
            }
            if (opcode == Opcodes.ARETURN && method.startsWith("registerConfigurationClasses(Ljava/util/Collection;)")) {
                super.visitInsn(Opcodes.DUP);
                report("registered", "(Ljava/util/Collection;)V");
            }
            super.visitInsn(opcode);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface)
        {
            if (owner.equals("java/lang/System") && name.equals("exit")) {
                report("exit", "(I)V");
                return;
            }
            boolean above = inner && opcode == Opcodes.INVOKESPECIAL && owner.equals("java/net/URLClassLoader");
            super.visitMethodInsn(opcode, above ? "Harvest$Inner" : owner, name, descriptor, isInterface);
            if (owner.equals("io/airlift/bootstrap/Bootstrap") && name.equals("configure") && method.startsWith("initialize(")) {
                report("configured", "()V");
            }
        }

        private void report(String name, String descriptor)
        {
            super.visitMethodInsn(Opcodes.INVOKESTATIC, "Harvest", name, descriptor, false);
        }
    }

    // ---- the conversation

    public static void main(String[] args)
            throws Exception
    {
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));
        System.setErr(new PrintStream(OutputStream.nullOutputStream()));
        java.util.logging.LogManager.getLogManager().reset();
        try {
            new Harvest(Path.of(args[0]), args[1]).run();
        }
        catch (Throwable e) {
            ANSWERS.println(JSON.writeValueAsString(Map.of("fatal", e.toString())));
        }
        ANSWERS.flush();
        Runtime.getRuntime().halt(0);
    }

    private Harvest(Path dist, String version)
            throws IOException
    {
        this.dist = dist;
        this.version = version;
        this.scratch = Files.createTempDirectory("harvest");
        this.platform = new Loader(jars(dist.resolve("lib")), null);
    }

    private void run()
            throws Exception
    {
        loadOwn();
        try (var folders = Files.list(dist.resolve("plugin"))) {
            for (Path folder : folders.sorted().toList()) {
                loadPlugin(folder);
            }
        }
        answer(Map.of("plugins", describePlugins(), "sessionProperties", serverSessionProperties()));
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in));
        for (String line = questions.readLine(); line != null; line = questions.readLine()) {
            answer(ask(JSON.readTree(line)));
        }
    }

    private static void answer(Map<String, ?> value)
            throws IOException
    {
        ANSWERS.println(JSON.writeValueAsString(value));
        ANSWERS.flush();
    }

    private static List<Path> jars(Path folder)
            throws IOException
    {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
        }
    }

    private void loadPlugin(Path folder)
            throws Exception
    {
        List<Path> jars = jars(folder);
        Plugin plugin = new Plugin(folder.getFileName().toString(), new Loader(jars, platform), jars, new TreeMap<>());
        plugins.put(plugin.name, plugin);
        Thread.currentThread().setContextClassLoader(plugin.loader);
        Class<?> type = platform.loadClass("io.trino.spi.Plugin");
        for (Object instance : ServiceLoader.load(type, plugin.loader)) {
            for (String kind : KINDS.keySet()) {
                addFactories(plugin, kind, instance);
            }
        }
    }

    private void addFactories(Plugin plugin, String kind, Object instance)
            throws Exception
    {
        Method list;
        try {
            list = instance.getClass().getMethod(KINDS.get(kind));
        }
        catch (NoSuchMethodException e) {
            return;
        }
        list.setAccessible(true);
        for (Object factory : (Iterable<?>) list.invoke(instance)) {
            addFactory(plugin, kind, factory);
        }
    }

    private void addFactory(Plugin plugin, String kind, Object factory)
            throws Exception
    {
        Method getName = factory.getClass().getMethod("getName");
        getName.setAccessible(true);
        String name = (String) getName.invoke(factory);
        plugin.names.computeIfAbsent(kind, ignored -> new TreeSet<>()).add(name);
        factories.computeIfAbsent(kind, ignored -> new TreeMap<>()).put(name, factory);
    }

    private void loadOwn()
            throws Exception
    {
        Plugin own = new Plugin("", platform, jars(dist.resolve("lib")), new TreeMap<>());
        plugins.put(own.name, own);
        for (Map.Entry<String, List<String>> kind : OWN.entrySet()) {
            for (String name : kind.getValue()) {
                try {
                    Constructor<?> constructor = platform.loadClass(name).getDeclaredConstructor();
                    constructor.setAccessible(true);
                    addFactory(own, kind.getKey(), constructor.newInstance());
                }
                catch (ClassNotFoundException | NoSuchMethodException e) {
                    // This version has no such thing.
                }
            }
        }
    }

    private List<Map<String, Object>> describePlugins()
            throws IOException
    {
        List<Map<String, Object>> all = new ArrayList<>();
        for (Plugin plugin : plugins.values()) {
            all.add(Map.of("name", plugin.name, "factories", plugin.names, "declared", declared(plugin)));
        }
        return all;
    }

    /** Names the configuration classes in Trino's own jars of a plugin: those that questions should reach. */
    private static Set<String> declared(Plugin plugin)
            throws IOException
    {
        Set<String> names = new TreeSet<>();
        for (Path path : plugin.jars) {
            if (path.getFileName().toString().startsWith("io.trino_")) {
                try (JarFile jar = new JarFile(path.toFile())) {
                    for (var entry : jar.stream().filter(entry -> entry.getName().endsWith(".class")).toList()) {
                        byte[] bytes = jar.getInputStream(entry).readAllBytes();
                        if (new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).contains("Lio/airlift/configuration/Config;")) {
                            names.add(entry.getName().replace('/', '.').replaceAll("\\.class$", ""));
                        }
                    }
                }
            }
        }
        return names;
    }

    private Map<String, Object> ask(JsonNode question)
    {
        Map<String, String> properties = new TreeMap<>();
        question.path("properties").properties().forEach(property -> properties.put(property.getKey(), property.getValue().asText()));
        configurationFactories.clear();
        selectors.clear();
        consumed.clear();
        failures.clear();
        partial = false;
        reached = false;
        create = question.path("create").asBoolean();
        Map<String, Object> result = new TreeMap<>();
        result.put("id", question.path("id").asInt());
        String kind = question.path("kind").asText();
        Throwable thrown = null;
        try {
            Object made = kind.equals("server") ? startServer(properties) : make(kind, question.path("name").asText(), properties);
            if (create) {
                result.put("sessionProperties", sessionProperties(made));
            }
        }
        catch (Throwable e) {
            thrown = e;
        }
        try {
            complain(result, thrown);
            describeBindings(result);
        }
        catch (Throwable e) {
            result.put("fatal", trace(e));
        }
        return result;
    }

    private static String trace(Throwable e)
    {
        java.io.StringWriter text = new java.io.StringWriter();
        e.printStackTrace(new java.io.PrintWriter(text));
        return text.toString();
    }

    private Object make(String kind, String name, Map<String, String> properties)
            throws Throwable
    {
        Object factory = Optional.ofNullable(factories.get(kind)).map(all -> all.get(name)).orElseThrow(() -> new IllegalArgumentException("no " + kind + " " + name));
        Thread.currentThread().setContextClassLoader(factory.getClass().getClassLoader());
        Method method = null;
        for (Method candidate : factory.getClass().getMethods()) {
            boolean better = method == null || candidate.getParameterCount() > method.getParameterCount();
            if (candidate.getName().equals("create") && !candidate.isBridge() && better) {
                method = candidate;
            }
        }
        method.setAccessible(true);
        Object[] arguments = new Object[method.getParameterCount()];
        for (int i = 0; i < arguments.length; i++) {
            Class<?> type = method.getParameterTypes()[i];
            arguments[i] = type == Map.class ? properties : type == String.class ? "harvest" : stub(type);
        }
        try {
            return method.invoke(factory, arguments);
        }
        catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private Object startServer(Map<String, String> properties)
            throws Throwable
    {
        Path file = scratch.resolve("config.properties");
        StringBuilder text = new StringBuilder();
        properties.forEach((name, value) -> text.append(name).append('=').append(value).append('\n'));
        Files.writeString(file, text);
        System.setProperty("config", file.toString());
        Thread.currentThread().setContextClassLoader(platform);
        Class<?> type = platform.loadClass("io.trino.server.Server");
        Method start = type.getDeclaredMethod("doStart", String.class);
        start.setAccessible(true);
        Constructor<?> constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        try {
            start.invoke(constructor.newInstance(), "harvest");
        }
        catch (InvocationTargetException e) {
            throw e.getCause();
        }
        finally {
            System.clearProperty("config");
        }
        return null;
    }

    /** An object of an interface that answers with as little as possible. */
    private Object stub(Class<?> type)
    {
        if (!type.isInterface()) {
            return null;
        }
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> switch (method.getName()) {
            case "toString" -> type.getSimpleName();
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> proxy == arguments[0];
            case "getSpiVersion" -> version;
            case "getOpenTelemetry" -> platform.loadClass("io.opentelemetry.api.OpenTelemetry").getMethod("noop").invoke(null);
            case "getTypeManager" -> types(method.getReturnType());
            case "getTracer" -> {
                Object telemetry = platform.loadClass("io.opentelemetry.api.OpenTelemetry").getMethod("noop").invoke(null);
                yield platform.loadClass("io.opentelemetry.api.OpenTelemetry").getMethod("getTracer", String.class).invoke(telemetry, "harvest");
            }
            default -> nothing(method.getReturnType());
        });
    }

    /** Trino's own types, and varchar for those of plugins: always the same, as one that is bound twice must be. */
    private Object types(Class<?> type)
            throws ReflectiveOperationException
    {
        if (types != null) {
            return types;
        }
        Object own = platform.loadClass("io.trino.type.InternalTypeManager").getField("TESTING_TYPE_MANAGER").get(null);
        Object varchar = platform.loadClass("io.trino.spi.type.VarcharType").getField("VARCHAR").get(null);
        types = Proxy.newProxyInstance(platform, new Class<?>[] {type}, (proxy, method, arguments) -> {
            if (method.getName().equals("equals")) {
                return proxy == arguments[0];
            }
            try {
                return method.invoke(own, arguments);
            }
            catch (InvocationTargetException e) {
                if (method.getReturnType().isInstance(varchar)) {
                    return varchar;
                }
                throw e.getCause();
            }
        });
        return types;
    }

    private Object nothing(Class<?> type)
            throws ReflectiveOperationException
    {
        if (type == String.class) {
            return "harvest";
        }
        if (type == Optional.class) {
            return Optional.empty();
        }
        if (type == Set.class) {
            return Set.of();
        }
        if (type == List.class || type == Collection.class || type == Iterable.class) {
            return List.of();
        }
        if (type == Map.class) {
            return Map.of();
        }
        if (type.getSimpleName().equals("CatalogHandle")) {
            return type.getMethod("fromId", String.class).invoke(null, "harvest:normal:harvest");
        }
        if (type.getSimpleName().equals("HostAddress")) {
            return type.getMethod("fromString", String.class).invoke(null, "localhost:1");
        }
        if (type.isPrimitive() && type != void.class) {
            return Array.get(Array.newInstance(type, 1), 0);
        }
        return stub(type);
    }

    private static void complain(Map<String, Object> result, Throwable e)
            throws ReflectiveOperationException
    {
        Set<String> errors = new TreeSet<>();
        for (Object message : failures) {
            errors.add((String) message.getClass().getMethod("getMessage").invoke(message));
        }
        boolean stopped = e == null;
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            stopped |= cause instanceof Stop;
        }
        if (errors.isEmpty() && !stopped) {
            errors.add(e.toString());
        }
        if (!errors.isEmpty()) {
            result.put("errors", errors);
        }
    }

    private void describeBindings(Map<String, Object> result)
            throws Exception
    {
        List<Map<String, Object>> bindings = new ArrayList<>();
        for (Object factory : configurationFactories) {
            for (Object provider : (Iterable<?>) call(factory, "getConfigurationProviders")) {
                bindings.add(describeBinding(factory, call(provider, "getConfigurationBinding")));
            }
        }
        bindings.sort(Comparator.comparing(binding -> binding.get("class") + "|" + binding.getOrDefault("prefix", "")));
        List<Map<String, Object>> chosenBy = new ArrayList<>();
        for (Map.Entry<String, Class<?>> selector : selectors.entrySet()) {
            String prefix = selector.getKey().substring(selector.getKey().indexOf('|') + 1);
            Map<String, Object> binding = new TreeMap<>(Map.of("class", key(selector.getValue())));
            if (!prefix.isEmpty()) {
                binding.put("prefix", prefix);
            }
            chosenBy.add(binding);
        }
        result.put("bindings", bindings.stream().distinct().toList());
        result.put("selectors", chosenBy);
        if (!consumed.isEmpty()) {
            result.put("consumed", new TreeSet<>(consumed));
        }
        if (partial || !reached && !configurationFactories.isEmpty()) {
            result.put("partial", true);
        }
    }

    private Map<String, Object> describeBinding(Object factory, Object binding)
            throws Exception
    {
        Class<?> type = (Class<?>) call(binding, "getConfigClass");
        Map<String, Object> described = new TreeMap<>(Map.of("class", key(type)));
        ((Optional<?>) call(binding, "getPrefix")).ifPresent(prefix -> described.put("prefix", prefix));
        Object key = call(binding, "getKey");
        Method getDefault = factory.getClass().getDeclaredMethod("getDefaultConfig", key.getClass());
        getDefault.setAccessible(true);
        Map<String, String> changed = new TreeMap<>();
        try {
            Map<String, String> plain = new Facts(type).defaults(type.getDeclaredConstructor().newInstance());
            new Facts(type).defaults(getDefault.invoke(factory, key)).forEach((name, value) -> {
                if (!value.equals(plain.get(name))) {
                    changed.put(name, value);
                }
            });
        }
        catch (ReflectiveOperationException e) {
            // A default that cannot be had is not worth losing the binding.
        }
        if (!changed.isEmpty()) {
            described.put("defaults", changed);
        }
        return described;
    }

    /** The name under which a class is known; its facts are answered when it is first met. */
    private String key(Class<?> type)
            throws Exception
    {
        if (keys.containsKey(type)) {
            return keys.get(type);
        }
        Map<String, Object> facts = new Facts(type).describe();
        String text = JSON.writeValueAsString(facts);
        String key = type.getName();
        for (int i = 2; known.containsKey(key) && !known.get(key).equals(text); i++) {
            key = type.getName() + "#" + i;
        }
        if (known.put(key, text) == null) {
            answer(Map.of("class", key, "facts", facts));
        }
        keys.put(type, key);
        return key;
    }

    private static Object call(Object target, String name)
            throws ReflectiveOperationException
    {
        Method method = target.getClass().getDeclaredMethod(name);
        method.setAccessible(true);
        return method.invoke(target);
    }

    // ---- session properties

    private List<Map<String, Object>> serverSessionProperties()
    {
        try {
            Object all = platform.loadClass("io.trino.SystemSessionProperties").getConstructor().newInstance();
            return describeSession((List<?>) all.getClass().getMethod("getSessionProperties").invoke(all));
        }
        catch (Throwable e) {
            return List.of();
        }
    }

    private static List<Map<String, Object>> sessionProperties(Object connector)
            throws ReflectiveOperationException
    {
        Method method = Class.forName("io.trino.spi.connector.Connector", false, connector.getClass().getClassLoader()).getMethod("getSessionProperties");
        return describeSession((List<?>) method.invoke(connector));
    }

    private static List<Map<String, Object>> describeSession(List<?> properties)
            throws ReflectiveOperationException
    {
        List<Map<String, Object>> all = new ArrayList<>();
        for (Object property : properties) {
            Class<?> type = property.getClass();
            Map<String, Object> one = new TreeMap<>();
            one.put("name", type.getMethod("getName").invoke(property));
            one.put("type", type.getMethod("getSqlType").invoke(property).toString());
            if ((boolean) type.getMethod("isHidden").invoke(property)) {
                one.put("hidden", true);
            }
            all.add(one);
        }
        all.sort(Comparator.comparing(one -> (String) one.get("name")));
        return all;
    }

    // ---- the facts about one class

    private static final class Facts
    {
        // Values of many kinds, to learn which a String that is checked by its setter takes.
        private static final List<String> SAMPLES = List.of(
                "?", "1", "4", "1.5", "true", "10m", "10MB", "50%", "2C", "host", "host:80", "http://host/", "jdbc:x://host/");

        private final Class<?> type;
        private final Class<? extends Annotation> config;
        private final Object metadata;

        Facts(Class<?> type)
                throws ReflectiveOperationException
        {
            this.type = type;
            this.config = annotation("Config");
            Class<?> reader = type.getClassLoader().loadClass("io.airlift.configuration.ConfigurationMetadata");
            this.metadata = reader.getMethod("getConfigurationMetadata", Class.class).invoke(null, type);
        }

        private Class<? extends Annotation> annotation(String name)
                throws ClassNotFoundException
        {
            return type.getClassLoader().loadClass("io.airlift.configuration." + name).asSubclass(Annotation.class);
        }

        private Collection<?> attributes()
                throws ReflectiveOperationException
        {
            return new TreeMap<>((Map<?, ?>) call(metadata, "getAttributes")).values();
        }

        Map<String, Object> describe()
                throws ReflectiveOperationException
        {
            Map<String, Object> facts = new TreeMap<>();
            Object instance = instance();
            List<Object> properties = new ArrayList<>();
            for (Object attribute : attributes()) {
                properties.add(describe(attribute, instance));
            }
            facts.put("properties", properties);
            Annotation defunct = type.getAnnotation(annotation("DefunctConfig"));
            if (defunct != null) {
                facts.put("defunct", new TreeSet<>(List.of((String[]) defunct.annotationType().getMethod("value").invoke(defunct))));
            }
            List<Object> assertions = assertions();
            if (!assertions.isEmpty()) {
                facts.put("assertions", assertions);
            }
            return facts;
        }

        private Object instance()
        {
            try {
                Constructor<?> constructor = type.getDeclaredConstructor();
                constructor.setAccessible(true);
                return constructor.newInstance();
            }
            catch (ReflectiveOperationException e) {
                return null;
            }
        }

        Map<String, String> defaults(Object instance)
                throws ReflectiveOperationException
        {
            Map<String, String> values = new TreeMap<>();
            for (Object attribute : attributes()) {
                Object point = call(attribute, "getInjectionPoint");
                Method getter = (Method) call(attribute, "getGetter");
                if (point != null && getter != null) {
                    String value = text(value(getter, instance));
                    if (value != null) {
                        values.put((String) call(point, "getProperty"), value);
                    }
                }
            }
            return values;
        }

        private Map<String, Object> describe(Object attribute, Object instance)
                throws ReflectiveOperationException
        {
            Map<String, Object> facts = new TreeMap<>();
            Object point = call(attribute, "getInjectionPoint");
            List<Map<String, Object>> legacy = new ArrayList<>();
            for (Object old : (Collection<?>) call(attribute, "getLegacyInjectionPoints")) {
                Map<String, Object> one = new TreeMap<>(Map.of("name", call(old, "getProperty")));
                Method setter = (Method) call(old, "getSetter");
                if (point == null || !setter.equals(call(point, "getSetter"))) {
                    describeType(one, setter, instance);
                }
                legacy.add(one);
            }
            legacy.sort(Comparator.comparing(one -> (String) one.get("name")));
            facts.put("legacy", legacy);
            if (point == null) {
                return facts;
            }
            Method setter = (Method) call(point, "getSetter");
            facts.put("name", call(point, "getProperty"));
            describeType(facts, setter, instance);
            flag(facts, "hidden", (boolean) call(attribute, "isHidden"));
            flag(facts, "sensitive", (boolean) call(attribute, "isSecuritySensitive"));
            flag(facts, "deprecated", setter.isAnnotationPresent(Deprecated.class));
            Method getter = (Method) call(attribute, "getGetter");
            if (getter != null) {
                Object initial = value(getter, instance);
                String value = text(initial);
                if (value != null) {
                    facts.put("default", value);
                }
                flag(facts, "null", initial == null && instance != null);
                flag(facts, "empty", initial instanceof Collection<?> all && all.isEmpty());
                Map<String, Object> constraints = new TreeMap<>();
                constraints(getter, constraints);
                constraints(getter.getAnnotatedReturnType(), constraints);
                field((String) call(attribute, "getName")).ifPresent(field -> constraints(field, constraints));
                if (!constraints.isEmpty()) {
                    facts.put("constraints", constraints);
                }
            }
            return facts;
        }

        private static void flag(Map<String, Object> facts, String name, boolean value)
        {
            if (value) {
                facts.put(name, true);
            }
        }

        private Optional<Field> field(String attribute)
        {
            try {
                return Optional.of(type.getDeclaredField(Character.toLowerCase(attribute.charAt(0)) + attribute.substring(1)));
            }
            catch (NoSuchFieldException e) {
                return Optional.empty();
            }
        }

        private static Object value(Method getter, Object instance)
        {
            try {
                getter.setAccessible(true);
                return instance == null ? null : getter.invoke(instance);
            }
            catch (ReflectiveOperationException | RuntimeException e) {
                return null;
            }
        }

        private static String text(Object value)
        {
            if (value instanceof Optional<?> optional) {
                return text(optional.orElse(null));
            }
            if (value == null) {
                return null;
            }
            if (value instanceof Enum<?> constant) {
                return constant.name();
            }
            if (value instanceof Collection<?> all) {
                return all.isEmpty() ? null : String.join(",", all.stream().map(Facts::text).toList());
            }
            String text = value.toString();
            return text.matches("[\\w.$]+@[0-9a-f]{6,8}") ? null : text;
        }

        private void describeType(Map<String, Object> facts, Method setter, Object instance)
                throws ReflectiveOperationException
        {
            Type parameter = setter.getGenericParameterTypes()[0];
            facts.put("type", typeName(parameter));
            Class<?> element = element(parameter);
            if (element.isEnum()) {
                describeEnum(facts, element);
            }
            else if (Set.of("String", "List", "Set", "Optional").contains(typeName(parameter)) || !element.getName().startsWith("java.") && !element.isPrimitive()) {
                describeSyntax(facts, setter, instance, SAMPLES);
            }
            else if (element == int.class || element == long.class || element == Integer.class || element == Long.class) {
                describeSyntax(facts, setter, instance, List.of("-1", "0"));
            }
        }

        private static String typeName(Type type)
        {
            if (type instanceof ParameterizedType generic) {
                return typeName(generic.getRawType()) + "<" + String.join(",", java.util.Arrays.stream(generic.getActualTypeArguments()).map(Facts::typeName).toList()) + ">";
            }
            return type instanceof Class<?> plain ? plain.getSimpleName() : type.getTypeName().replaceAll("^\\? extends ", "").replaceAll("[\\w.]+[.$]", "");
        }

        private static Class<?> element(Type type)
        {
            if (type instanceof ParameterizedType generic) {
                Type argument = generic.getActualTypeArguments()[0];
                return argument instanceof Class<?> || argument instanceof ParameterizedType ? element(argument) : Object.class;
            }
            return type instanceof Class<?> plain ? plain : Object.class;
        }

        /** The constants of an enum, and with a fromString of its own every text of the class that it takes. */
        private void describeEnum(Map<String, Object> facts, Class<?> element)
        {
            Set<String> constants = new LinkedHashSet<>();
            for (Object constant : element.getEnumConstants()) {
                constants.add(((Enum<?>) constant).name());
            }
            facts.put("enum", constants);
            Method fromString;
            try {
                fromString = element.getMethod("fromString", String.class);
                if (!Modifier.isStatic(fromString.getModifiers()) || !fromString.getReturnType().isAssignableFrom(element)) {
                    return;
                }
                fromString.setAccessible(true);
            }
            catch (NoSuchMethodException e) {
                return;
            }
            Map<String, String> taken = new TreeMap<>();
            for (String candidate : candidates(element, constants)) {
                try {
                    taken.put(candidate, ((Enum<?>) fromString.invoke(null, candidate)).name());
                }
                catch (ReflectiveOperationException | NullPointerException e) {
                    // Not one of its names.
                }
            }
            facts.put("taken", taken);
        }

        private static Set<String> candidates(Class<?> element, Set<String> constants)
        {
            Set<String> plain = new TreeSet<>(constants);
            plain.addAll(List.of("true", "false"));
            for (Object constant : element.getEnumConstants()) {
                plain.add(constant.toString());
            }
            try (InputStream in = element.getClassLoader().getResourceAsStream(element.getName().replace('.', '/') + ".class")) {
                new ClassReader(in).accept(new ClassVisitor(Opcodes.ASM9)
                {
                    @Override
                    public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] exceptions)
                    {
                        return new MethodVisitor(Opcodes.ASM9)
                        {
                            @Override
                            public void visitLdcInsn(Object value)
                            {
                                if (value instanceof String text && text.length() < 40 && !text.contains(" ")) {
                                    plain.add(text);
                                }
                            }
                        };
                    }
                }, ClassReader.SKIP_FRAMES | ClassReader.SKIP_DEBUG);
            }
            catch (IOException | NullPointerException e) {
                // The constants alone, then.
            }
            Set<String> all = new TreeSet<>();
            for (String text : plain) {
                for (String dashed : List.of(text, text.replace('_', '-'))) {
                    all.addAll(List.of(dashed, dashed.toLowerCase(java.util.Locale.ENGLISH), dashed.toUpperCase(java.util.Locale.ENGLISH)));
                }
            }
            return all;
        }

        /** Tries samples on a setter; those refused tell the syntax that a String must have. */
        private void describeSyntax(Map<String, Object> facts, Method setter, Object instance, List<String> samples)
                throws ReflectiveOperationException
        {
            Class<?> factory = type.getClassLoader().loadClass("io.airlift.configuration.ConfigurationFactory");
            Class<?> token = type.getClassLoader().loadClass("com.google.common.reflect.TypeToken");
            Method coerce = factory.getDeclaredMethod("coerce", token, String.class);
            coerce.setAccessible(true);
            Object of = token.getMethod("of", Type.class).invoke(null, setter.getGenericParameterTypes()[0]);
            List<String> refused = new ArrayList<>();
            for (String sample : samples) {
                try {
                    Object value = coerce.invoke(null, of, sample);
                    Object fresh = instance();
                    if (value == null || fresh == null) {
                        throw new IllegalArgumentException(sample);
                    }
                    setter.setAccessible(true);
                    setter.invoke(fresh, value);
                }
                catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
                    refused.add(sample);
                }
            }
            if (!refused.isEmpty()) {
                facts.put("refused", refused);
            }
        }

        private static void constraints(AnnotatedElement element, Map<String, Object> constraints)
        {
            for (Annotation annotation : element.getAnnotations()) {
                if (isConstraint(annotation)) {
                    constraints.put(annotation.annotationType().getSimpleName(), members(annotation));
                }
            }
        }

        private static void constraints(AnnotatedType element, Map<String, Object> constraints)
        {
            if (element instanceof AnnotatedParameterizedType generic) {
                for (AnnotatedType argument : generic.getAnnotatedActualTypeArguments()) {
                    Map<String, Object> inner = new TreeMap<>();
                    constraints((AnnotatedElement) argument, inner);
                    inner.forEach((name, members) -> constraints.put("each " + name, members));
                }
            }
        }

        private static boolean isConstraint(Annotation annotation)
        {
            for (Annotation meta : annotation.annotationType().getAnnotations()) {
                if (meta.annotationType().getName().equals("jakarta.validation.Constraint")) {
                    return true;
                }
            }
            return false;
        }

        private static Map<String, Object> members(Annotation annotation)
        {
            Map<String, Object> members = new TreeMap<>();
            for (Method member : annotation.annotationType().getDeclaredMethods()) {
                try {
                    Object value = member.invoke(annotation);
                    boolean plain = value instanceof Number || value instanceof Boolean || value instanceof String;
                    if (plain && !member.getName().equals("message") && !value.equals(member.getDefaultValue())) {
                        members.put(member.getName(), value);
                    }
                }
                catch (ReflectiveOperationException e) {
                    // A member that cannot be read says nothing.
                }
            }
            return members;
        }

        /** The rules between fields: the names of methods that must answer true, or false. */
        private List<Object> assertions()
        {
            List<Object> rules = new ArrayList<>();
            for (Method method : type.getMethods()) {
                for (Annotation annotation : method.getAnnotations()) {
                    String name = annotation.annotationType().getSimpleName();
                    if (name.equals("AssertTrue") || name.equals("AssertFalse")) {
                        rules.add(new TreeMap<>(Map.of("name", method.getName(), "must", name.equals("AssertTrue"))));
                    }
                }
            }
            rules.sort(Comparator.comparing(Object::toString));
            return rules;
        }
    }
}
