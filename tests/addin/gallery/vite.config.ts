import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

process.env.NODE_ENV = 'production'

export default defineConfig({
  plugins: [react()],
  build: { rolldownOptions: { input: ['gallery.html'] }, assetsInlineLimit: 0 },
})
