import java.io.IOException;
import org.codelibs.opensearch.runner.OpenSearchRunner;

/** Runs one node: `Launcher FOLDER PORT`, where FOLDER holds node_1/config/opensearch.yml. */
public final class Launcher {
    public static void main(String[] arguments) {
        int port = Integer.parseInt(arguments[1]);
        OpenSearchRunner runner = new OpenSearchRunner();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(runner)));
        // The runner's own main method takes no port above 9299.
        runner.setMaxHttpPort(-1);
        try {
            // Node N answers on the base port plus N.
            runner.build("-basePath", arguments[0], "-numOfNode", "1", "-baseHttpPort", String.valueOf(port - 1));
            // All threads of a node are daemons.
            Thread.currentThread().join();
        } catch (Throwable error) {
            error.printStackTrace();
            // Threads of a node that is half there would keep the process alive.
            System.exit(1);
        }
    }

    private static void close(OpenSearchRunner runner) {
        try {
            runner.close();
        } catch (IOException error) {
            error.printStackTrace();
        }
    }
}
